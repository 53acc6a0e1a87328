// The tabs of a package's page, for parts that lead to one of them.

/** Chooses the tab whose panel has that id. Where there are no tabs, all panels are in sight. */
export function showTab(id: string): void {
  document.dispatchEvent(new CustomEvent('show-tab', { detail: id }));
}

/** Calls back once, when the panel is to be seen: now, or when the reader comes to it. */
export function whenSeen(panel: HTMLElement, callback: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    callback();
  });
  observer.observe(panel);
}
