// Saves each answer as soon as it changes, and says truthfully what is on disk.
// A question is sent one request at a time; what changes meanwhile is sent after it.

const TYPING_PAUSE = 800;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 30000;
const NEEDS_MORE = ["no", "partly", "not_applicable"];

class Question {
  constructor(element, page) {
    this.element = element;
    this.page = page;
    this.id = element.dataset.question;
    this.isDirty = false;
    this.isSending = false;
    this.retry = FIRST_RETRY;
  }

  changed(pause) {
    this.isDirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
    this.page.counted();
  }

  fields() {
    const data = new URLSearchParams({ csrf_token: this.page.token });
    for (const field of this.element.querySelectorAll("input, select, textarea")) {
      if (field.type === "radio" && !field.checked) continue;
      data.append(field.name, field.value);
    }
    return data;
  }

  async send() {
    if (this.isSending || !this.isDirty) return;
    this.isSending = true;
    this.isDirty = false;
    this.page.say("saving", this.page.words.saving);
    try {
      const response = await fetch(this.page.address(this.id), {
        method: "POST",
        headers: { Accept: "application/json" },
        body: this.fields(),
      });
      await this.answered(response);
    } catch {
      this.again(this.page.words.failed);
    }
    this.isSending = false;
    if (this.isDirty && !this.waiting) this.send();
  }

  async answered(response) {
    if (response.status === 401) return this.again(this.page.words.signedOut);
    const body = await response.json();
    if (response.ok) {
      this.retry = FIRST_RETRY;
      this.element.querySelector("[data-version]").value = body.version;
      this.page.close(body.closed, this.element);
      if (!this.page.isWaiting()) {
        this.page.say("saved", this.page.words.saved.replace("TIME", body.saved));
      }
    } else if (response.status === 409) {
      this.page.say("conflict", `${body.message} ${this.page.words.conflict}`);
    } else if (response.status >= 500) {
      this.again(this.page.words.failed);
    } else {
      this.page.say("failed", `${this.page.words.refused} ${body.message}`);
    }
  }

  again(reason) {
    this.isDirty = true;
    this.waiting = true;
    this.page.say("failed", reason);
    setTimeout(() => {
      this.waiting = false;
      this.send();
    }, this.retry);
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
    form.addEventListener("submit", () => (this.isLeaving = true));
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.isWaiting()) event.preventDefault();
    });
    this.counted();
  }

  typed(event, pause) {
    const element = event.target.closest("[data-question]");
    const question = this.questions.find((q) => q.element === element);
    if (!question) return;
    if (event.type === "input" && event.target.matches("select, [type=radio]")) return;
    if (event.target.type === "radio" && NEEDS_MORE.includes(event.target.value)) {
      element.querySelector("[data-more]").open = true;
    }
    question.changed(pause);
  }

  address(question) {
    return this.words.autosave.replace("QUESTION", encodeURIComponent(question));
  }

  isWaiting() {
    return this.questions.some((question) => question.isDirty || question.isSending && question.waiting);
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
    this.counted();
  }

  counted() {
    const asked = this.questions.filter((question) => !question.element.hidden);
    const answered = asked.filter((question) =>
      question.element.querySelector(".answers input:checked"),
    );
    this.counter.textContent = this.counter.dataset.text
      .replace("ANSWERED", answered.length)
      .replace("ALL", asked.length);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new SectionPage(form);
