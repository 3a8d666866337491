// After a form came back with mistakes, take the reader to the list of them.
document.querySelector("[data-errors]")?.focus();
