// Filters a list of boxes as one types. Ticked boxes stay, so that nobody loses sight of a choice.
document.addEventListener("input", (event) => {
  const search = event.target.closest("[data-boxes-search]");
  if (!search) return;
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const group of search.closest("[data-boxes]").querySelectorAll(".boxes__group")) {
    for (const box of group.querySelectorAll(".boxes__box")) {
      const text = box.textContent.toLowerCase();
      box.hidden = !box.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
    group.hidden = !group.querySelector(".boxes__box:not([hidden])");
  }
});

// The search field belongs to the list, not to the form: Enter must not save the page.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest("[data-boxes-search]")) event.preventDefault();
});
