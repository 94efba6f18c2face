// GraphiQL 5 lets tabs be dragged to another place, and believes each a stale distance away whenever the width of their
// row has changed. It shows that on the tab with the focus: one that is pressed flies off, and the click goes nowhere.
// Held in their place, tabs would still change it with a neighbour at the slightest move of the mouse. So they cannot
// be dragged here.
document.addEventListener(
  "pointerdown",
  (event) => {
    if (event.target.closest(".graphiql-tab")) event.stopPropagation();
  },
  { capture: true },
);
