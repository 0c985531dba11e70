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

// On paper a page is as wide as the paper, and one sheet high where its text stays readable.
window.perisaiPrint ||= (() => {
  const [width, height, least] = [718, 1030, 0.35]; // A4 upright less its margins, in CSS pixels
  addEventListener("beforeprint", () => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!page) return;
    const wide = Math.min(1, width / page.offsetWidth);
    // Paper has no buttons and no space around: with them the sheet would seem longer, and its letters be smaller.
    document.documentElement.classList.add("measured-for-paper");
    const whole = Math.min(wide, height / page.offsetHeight);
    document.documentElement.classList.remove("measured-for-paper");
    page.style.setProperty("--on-paper-width", `${page.offsetWidth}px`);
    page.style.setProperty("--on-paper-zoom", whole < least ? wide : whole);
    const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor.match(/\d+/g);
    const dark = Math.max(...ground.slice(0, 3)) < 128; // light letters would be lost on white paper
    page.style.setProperty("--on-paper-filter", dark ? "invert(1) hue-rotate(180deg)" : "none");
  });
  return true;
})();
