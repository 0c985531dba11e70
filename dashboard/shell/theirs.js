// What Streamlit says itself, in English alone: on the buttons of tables, in menus of columns, to who hears the page.
// `words`: each phrase as it may stand there, in any language, and what shall; "Help for" and the like go on with a name.
((words) => {
  const places =
    "[role=tooltip], [data-testid=stDataFrameColumnVisibilityMenu], [data-testid=stFileUploader], " +
    "[data-testid=InputInstructions]";
  const said = (text) => {
    if (Object.hasOwn(words, text)) return words[text];
    const start = Object.keys(words).find((one) => text.startsWith(one + (/ (for|untuk)$/.test(one) ? " " : ": ")));
    return start ? words[start] + text.slice(start.length) : text;
  };
  const mend = (element) => {
    for (const name of ["aria-label", "placeholder"]) {
      const text = element.getAttribute?.(name);
      if (text && said(text) !== text) element.setAttribute(name, said(text));
    }
  };
  const within = (root) => {
    mend(root);
    for (const element of root.querySelectorAll?.("[aria-label], [placeholder]") ?? []) mend(element);
    const around = (root.nodeType === 1 ? root : root.parentElement)?.closest(places);
    for (const place of around ? [around] : root.querySelectorAll?.(places) ?? []) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (Object.hasOwn(words, text.data.trim()) && words[text.data.trim()] !== text.data) text.data = words[text.data.trim()];
      }
    }
  };
  window.perisaiTheirs?.disconnect();
  window.perisaiTheirs = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") mend(target);
      else for (const node of addedNodes) within(node);
    }
  });
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label", "placeholder"] };
  window.perisaiTheirs.observe(document.body, watched);
  within(document.body);
})
