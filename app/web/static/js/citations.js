// Adds a blank citation below the last one.

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

for (const group of document.querySelectorAll("[data-citations]")) {
  const button = group.querySelector("[data-add-citation]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const citations = group.querySelectorAll("[data-citation]");
    blankAfter(citations[citations.length - 1]);
  });
}
