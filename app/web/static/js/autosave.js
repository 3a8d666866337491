// Saves each answer as soon as it changes, and says truthfully what is on disk.
// A question is sent one request at a time; what changes meanwhile is sent after it.

const TYPING_PAUSE = 800;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;
const LONGEST_WAIT = 20000;
const NEEDS_MORE = ["no", "partly", "not_applicable"];

class Question {
  constructor(element, page) {
    this.element = element;
    this.page = page;
    this.id = element.dataset.question;
    this.isDirty = false;
    this.isSending = false;
    this.problem = null;
    this.unconfirmed = null;
    this.retry = FIRST_RETRY;
  }

  // The button beside the answer: only the choice goes, and it can be brought back.
  clear() {
    if (!this.isAnswered()) return;
    this.cleared = this.state();
    this.put([]);
    this.sayCleared(true);
    this.element.querySelector("[data-restore]").focus();
    this.changed(0);
  }

  // What was cleared before the page was loaded, only the server knows.
  restore() {
    if (!this.cleared) return false;
    this.put(this.cleared);
    (this.answers().find((field) => field.checked) ?? this.answers()[0]).focus();
    this.sayCleared(false);
    this.changed(0);
    return true;
  }

  // The answer was given to other words, and stands under these as well.
  confirm() {
    this.isConfirming = true;
    this.changed(0);
  }

  sayConfirmed() {
    const asking = this.element.querySelector("[data-confirmation]");
    if (!asking) return;
    const said = this.element.querySelector("[data-confirmed]");
    const hadFocus = asking.contains(document.activeElement);
    asking.remove();
    if (!said) return;
    said.hidden = false;
    if (hadFocus) said.focus();
  }

  sayCleared(isCleared) {
    this.element.querySelector("[data-cleared]").hidden = !isCleared;
  }

  isNumber(number, all) {
    const caption = this.element.querySelector("[data-number]");
    caption.textContent = caption.dataset.number.replace("NUMBER", number).replace("ALL", all);
  }

  // What the answer is made of: one of the six, or what a question that records asks for.
  answers() {
    return [...this.element.querySelectorAll(".answers input, .recording input")];
  }

  isTicked(field) {
    return ["radio", "checkbox"].includes(field.type);
  }

  state() {
    return this.answers().map((field) => (this.isTicked(field) ? field.checked : field.value));
  }

  put(state) {
    this.answers().forEach((field, place) => {
      if (this.isTicked(field)) field.checked = state[place] ?? false;
      else field.value = state[place] ?? "";
    });
  }

  isAnswered() {
    return Boolean(this.element.dataset.computed) || this.state().some(Boolean);
  }

  // Either what is known, or why it is not.
  keepOneOf(target) {
    const isWhy = Boolean(target.closest(".answers"));
    if (!target.closest(".recording") || (this.isTicked(target) && !target.checked)) return;
    if (!isWhy && !target.value) return;
    for (const field of this.answers()) {
      if (Boolean(field.closest(".answers")) === isWhy) continue;
      if (this.isTicked(field)) field.checked = false;
      else field.value = "";
    }
  }

  changed(pause) {
    this.isDirty = true;
    this.sendIn(pause);
    this.page.tell();
  }

  sendIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  fields() {
    const data = new URLSearchParams({
      csrf_token: this.page.token,
      person: this.page.words.person,
      checklist: this.page.words.checklist,
    });
    if (this.isConfirming) data.append("confirm", this.id);
    for (const field of this.element.querySelectorAll("input, select, textarea")) {
      if (this.isTicked(field) && !field.checked) continue;
      data.append(field.name, field.value);
    }
    return data;
  }

  send() {
    if (!this.isSending && this.isDirty) this.sending = this.deliver();
  }

  // Sends what is not on disk at once; what the server could not be told stays dirty.
  async flush() {
    clearTimeout(this.timer);
    while (this.isSending) await this.sending;
    if (this.problem) this.isDirty = true;
    this.send();
    while (this.isSending) await this.sending;
  }

  async deliver() {
    this.isSending = true;
    // What was sent without an answer may have arrived: it goes out again as it was, so that
    // the server knows it for the same, and only then what was typed since.
    if (!this.unconfirmed) {
      this.unconfirmed = this.fields();
      this.isDirty = false;
    }
    this.unconfirmed.set("csrf_token", this.page.token);
    try {
      const response = await fetch(this.page.address(this.id), {
        method: "POST",
        headers: { Accept: "application/json" },
        body: this.unconfirmed,
        signal: AbortSignal.timeout(LONGEST_WAIT),
      });
      this.unconfirmed = null;
      await this.answered(response);
    } catch {
      this.tryAgain(this.page.words.failed);
    }
    this.isSending = false;
    if (this.isDirty && !this.problem) this.send();
    this.page.tell();
  }

  async answered(response) {
    const { words } = this.page;
    if (response.status === 401) return this.tryAgain(words.signedOut);
    if (response.status === 400 || response.status === 403) {
      const reason = await this.page.renew();
      if (reason || response.status === 400) return this.tryAgain(reason ?? words.failed);
    }
    if (response.status >= 500) return this.tryAgain(words.failed);
    const body = await response.json();
    if (response.ok) return this.saved(body);
    this.problem =
      response.status === 409
        ? `${body.message} ${words.conflict}`
        : `${words.refused} ${body.message}`;
  }

  saved(body) {
    this.problem = null;
    this.retry = FIRST_RETRY;
    this.element.querySelector("[data-version]").value = body.version;
    if (body.is_confirmed) {
      this.isConfirming = false;
      this.sayConfirmed();
    }
    this.page.lastSaved = body.saved;
    this.page.close(body.closed, this.element);
    this.page.sayContradictions(body.contradictions);
  }

  tryAgain(reason) {
    this.problem = reason;
    this.isDirty = true;
    this.sendIn(this.retry);
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY);
  }
}

class SectionPage {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.token = form.elements.csrf_token.value;
    this.status = form.querySelector("[data-status]");
    this.counter = form.querySelector("[data-counter]");
    this.questions = [...form.querySelectorAll("[data-question]")].map((e) => new Question(e, this));
    form.addEventListener("input", (event) => this.typed(event, TYPING_PAUSE));
    form.addEventListener("change", (event) => this.typed(event, 0));
    form.addEventListener("click", (event) => this.pressed(event));
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved() && !this.isLeaving) event.preventDefault();
    });
    if (!this.status.dataset.state) this.say("ready", this.words.ready);
    this.count();
  }

  isUnsaved() {
    return this.questions.some((q) => q.isDirty || q.isSending || q.problem);
  }

  // The page is left by a button only once the server was reached: a browser that finds nobody
  // there would show a page of its own, and what was typed would be gone.
  async leave(event) {
    if (this.isLeaving || !this.isUnsaved()) return (this.isLeaving = true);
    event.preventDefault();
    if (this.isFlushing) return;
    this.isFlushing = true;
    await Promise.all(this.questions.map((question) => question.flush()));
    this.isFlushing = false;
    if (this.questions.some((question) => question.isDirty)) return;
    this.isLeaving = true;
    this.form.requestSubmit(event.submitter);
  }

  questionOf(target) {
    const element = target.closest("[data-question]");
    return this.questions.find((question) => question.element === element);
  }

  pressed(event) {
    const question = this.questionOf(event.target);
    if (event.target.closest("[data-confirm]")) question.confirm();
    else if (event.target.matches("[data-clear]")) question.clear();
    else if (!event.target.matches("[data-restore]") || !question.restore()) return;
    event.preventDefault();
    this.count();
  }

  typed(event, pause) {
    const question = this.questionOf(event.target);
    if (!question) return;
    if (event.type === "input" && event.target.matches("select, [type=radio], [type=checkbox]")) return;
    question.keepOneOf(event.target);
    if (question.answers().includes(event.target)) question.sayCleared(false);
    if (event.target.type === "radio") {
      if (NEEDS_MORE.includes(event.target.value)) {
        question.element.querySelector("[data-more]").open = true;
      }
    }
    question.changed(pause);
    this.count();
  }

  // The page may have outlived its session: the token of the present one lets it go on, if it
  // is the same person's.
  async renew() {
    const response = await fetch(this.words.renew, { headers: { Accept: "application/json" } });
    if (response.status === 401) return this.words.signedOut;
    if (!response.ok) return null;
    const { token, person } = await response.json();
    if (String(person) !== this.words.person) return this.words.otherPerson;
    this.token = token;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = this.token;
    return null;
  }

  address(question) {
    return this.words.autosave.replace("QUESTION", encodeURIComponent(question));
  }

  // A problem comes first; then what is on its way; "saved" only when everything is.
  tell() {
    const problem = this.questions.find((question) => question.problem)?.problem;
    if (problem) return this.say("failed", problem);
    if (this.questions.some((question) => question.isDirty || question.isSending)) {
      return this.say("saving", this.words.saving);
    }
    this.say("saved", this.words.saved.replace("TIME", this.lastSaved));
  }

  say(state, text) {
    if (this.status.textContent === text) return;
    this.status.dataset.state = state;
    this.status.textContent = text;
  }

  // An answer may open or close others; the one just answered stays where it is.
  close(ids, current) {
    for (const question of this.questions) {
      if (question.element !== current) question.element.hidden = ids.includes(question.id);
    }
    for (const line of this.form.querySelectorAll("[data-closed]")) {
      line.hidden = !ids.includes(line.dataset.closed);
    }
    for (const list of this.form.querySelectorAll("[data-closed-list]")) {
      list.hidden = !list.querySelector("[data-closed]:not([hidden])");
    }
    this.count();
  }

  // What can hardly both be right is said at both questions, in the words of the server.
  async sayContradictions(texts) {
    const places = [...this.form.querySelectorAll("[data-contradictions]")];
    const isSaid = (place) => {
      const shown = [...place.querySelectorAll("[data-says]")].map((one) => one.dataset.says);
      const id = place.closest("[data-question]").dataset.question;
      return shown.join("\n") === (texts[id] ?? []).join("\n");
    };
    if (places.every(isSaid)) return;
    const fresh = (await this.pageAnew())?.querySelectorAll("[data-contradictions]") ?? [];
    fresh.forEach((place, number) => places[number].replaceChildren(...place.childNodes));
  }

  // The security policy lets no text become elements, but a page may be read as a document.
  pageAnew() {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", location.pathname);
      request.responseType = "document";
      request.addEventListener("loadend", () => resolve(request.response));
      request.send();
    });
  }

  count() {
    const asked = this.questions.filter((question) => !question.element.hidden);
    asked.forEach((question, place) => question.isNumber(place + 1, asked.length));
    const answered = asked.filter((question) => question.isAnswered());
    for (const question of asked) {
      question.element.toggleAttribute("data-answered", question.state().some(Boolean));
    }
    this.counter.textContent = this.counter.dataset.text
      .replace("ANSWERED", answered.length)
      .replace("ALL", asked.length);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new SectionPage(form);
