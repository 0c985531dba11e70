// "Salin tautan": the address with the whole choice. Listened for once, for every button there will be.
window.perisaiCopy ||= document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".copy-link");
  if (!button) return;
  if (navigator.clipboard) await navigator.clipboard.writeText(location.href);
  else {
    // Without TLS on another machine the browser has no clipboard for pages: the old way.
    const field = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: location.href }));
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const label = button.textContent;
  if (label === button.dataset.done) return;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = label), 2000);
}) ?? true;

// A link to a page of ours, in a table or a text: Streamlit opens it in a new tab, where everything begins anew. Here the
// page changes as by the browser's Forward, with all that is chosen, and Back leads back.
window.perisaiOpen ||= (() => {
  const follow = (address) => {
    const to = new URL(address, location.href);
    if (to.origin !== location.origin || /\.|\/app\//.test(to.pathname)) return false;
    history.pushState({}, "", to.pathname + to.search);
    dispatchEvent(new PopStateEvent("popstate"));
    return true;
  };
  const elsewhere = window.open.bind(window);
  window.open = (address, ...rest) => (follow(address) ? null : elsewhere(address, ...rest));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stMarkdownContainer] a[href], a.lead");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (follow(link.href)) event.preventDefault();
  });
  return true;
})();

// On paper a page is as wide as the paper, and one sheet high where its letters stay readable. Its charts are scaled to
// their columns there, since they would be drawn anew only after the sheet; their letters are not.
window.perisaiPrint ||= (() => {
  const height = 1036; // A4 upright less its margins, in CSS pixels
  const least = 0.9; // of the sheet's letters: below it there is a second sheet
  const [letters, most] = [0.72, 1.25]; // of a chart's: 7 pt, and how much larger they may be than drawn before they collide
  const root = document.documentElement;
  const enlarge = (chart, times) => {
    for (const text of chart.querySelectorAll("svg.marks text")) {
      text.dataset.drawn ??= text.getAttribute("transform") ?? "";
      text.setAttribute("transform", `${text.dataset.drawn} scale(${times})`);
    }
  };
  const restore = () => {
    for (const text of document.querySelectorAll("svg.marks text[data-drawn]")) {
      text.setAttribute("transform", text.dataset.drawn);
      delete text.dataset.drawn;
    }
  };
  const lay = (page, zoom) => {
    page.style.setProperty("--on-paper-zoom", zoom);
    for (const chart of document.querySelectorAll("[data-testid=stVegaLiteChart]:has(svg.marks)")) {
      const drawn = chart.querySelector("svg.marks").viewBox.baseVal;
      const scale = Math.min((chart.clientWidth - 12) / drawn.width, letters / zoom);
      chart.style.setProperty("--on-paper-height", `${scale * drawn.height}px`);
      enlarge(chart, Math.min(most, letters / scale / zoom));
    }
    return page.getBoundingClientRect().height;
  };
  addEventListener("beforeprint", () => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!page) return;
    const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor.match(/\d+/g);
    const dark = Math.max(...ground.slice(0, 3)) < 128; // light letters would be lost on white paper
    page.style.setProperty("--on-paper-filter", dark ? "invert(1) hue-rotate(180deg)" : "none");
    const tables = [...document.querySelectorAll("[data-testid=stDataFrame]")].map((table) => [table, table.offsetWidth]);
    root.classList.add("on-paper");
    for (const [table, wide] of tables)
      table.style.setProperty("--on-paper-table", Math.min(1, table.parentElement.clientWidth / wide));
    const fits = height / lay(page, 1);
    // Smaller letters leave wider lines: what is still too long by then is so by little.
    if (fits < 1 && fits >= least) lay(page, fits * Math.min(1, height / lay(page, fits)));
  });
  addEventListener("afterprint", () => {
    root.classList.remove("on-paper", "before-paper");
    restore();
  });
  // Where there is time before the sheet, charts are drawn as wide as they are legible on it.
  addEventListener("keydown", (event) => {
    if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    root.classList.add("before-paper");
    setTimeout(print, 500);
  });
  return true;
})();

// A page whose sign-in ended while the computer slept is cut off, and keeps what it showed: it asks when it is seen again.
window.perisaiAwake ||= document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch("/_stcore/host-config", { cache: "no-store" }).catch(() => null);
  if (answer?.status === 403) location.reload();
}) ?? true;
