// What Streamlit leaves out of its menu. `marked`: the address of the entry of the page that is open, which Streamlit
// marks only where the entry's own address was followed. Groups are named for who hears the menu: Streamlit puts their
// headings and entries into one list, which may hold entries alone.
([marked, label]) => {
  const mend = () => {
    const menu = document.querySelector("[data-testid=stSidebarNav]");
    if (!menu) return;
    menu.setAttribute("aria-label", label);
    for (const list of menu.querySelectorAll("ul, li")) list.setAttribute("role", "none");
    for (const heading of menu.querySelectorAll("[data-testid=stNavSectionHeader]")) {
      heading.parentElement.setAttribute("role", "group");
      heading.parentElement.setAttribute("aria-label", heading.querySelector("p").textContent);
    }
    for (const entry of menu.querySelectorAll("[data-testid=stSidebarNavLink]")) {
      const open = new URL(entry.href).pathname.split("/").pop() === marked;
      entry.toggleAttribute("data-open", open);
      if (open) entry.setAttribute("aria-current", "page");
      else entry.removeAttribute("aria-current");
    }
  };
  window.perisaiMenu?.disconnect();
  window.perisaiMenu = new MutationObserver(mend);
  window.perisaiMenu.observe(document.querySelector("[data-testid=stSidebar]"), { childList: true, subtree: true });
  mend();
}
