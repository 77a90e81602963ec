/** Calls back whenever an element scrolls into view, so that the next page is there in time. */
export function whenVisible(callback: () => void) {
  return (element: Element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) callback();
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}
