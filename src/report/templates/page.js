// Sorts a table by a column: numbers by data-value, everything else as Vietnamese text.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending" && at > 1
        || at <= 1 && head.getAttribute("aria-sort") === "ascending";
      const sign = down ? -1 : 1;
      const key = (row) => row.cells[at].dataset.value;
      const rows = [...body.rows].sort((a, b) => sign * (key(a) === undefined
        ? a.cells[at].textContent.localeCompare(b.cells[at].textContent, "vi")
        : key(a) - key(b)));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...rows);
    });
  });
}
