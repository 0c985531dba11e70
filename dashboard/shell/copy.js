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
