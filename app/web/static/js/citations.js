// Adds a blank citation below the last one, and offers exhibits that were added in another tab.

function nextName(name) {
  return name.replace(/-citations-(\d+)/, (_, number) => `-citations-${Number(number) + 1}`);
}

function blankAfter(last) {
  const blank = last.cloneNode(true);
  for (const field of blank.querySelectorAll("input, select, textarea")) {
    field.name = nextName(field.name);
    field.id = nextName(field.id);
    field.value = "";
  }
  for (const label of blank.querySelectorAll("label")) label.htmlFor = nextName(label.htmlFor);
  last.after(blank);
  blank.querySelector("select").focus();
}

async function offerNewExhibits({ exhibits, none }) {
  const response = await fetch(exhibits, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const offered = await response.json();
  for (const list of document.querySelectorAll("[data-citation] select")) {
    const known = new Set([...list.options].map((option) => option.value));
    for (const { id, label } of offered) {
      if (!known.has(String(id))) list.add(new Option(label, id));
    }
    if (offered.length) list.options[0].text = none;
  }
}

for (const group of document.querySelectorAll("[data-citations]")) {
  const button = group.querySelector("[data-add-citation]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const citations = group.querySelectorAll("[data-citation]");
    blankAfter(citations[citations.length - 1]);
  });
}

for (const link of document.querySelectorAll("a[data-exhibits]")) {
  link.addEventListener("click", () => {
    const offer = () => offerNewExhibits(link.dataset).catch(() => null);
    window.addEventListener("focus", offer, { once: true });
  });
}
