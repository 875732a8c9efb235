// Follows the preview: shows a page again when it changed, and what is wrong when something is.
(async () => {
  const show = (problems) => {
    let box = document.getElementById("brief-problems");
    if (!problems) return box?.remove();
    if (!box) {
      box = document.createElement("pre");
      box.id = "brief-problems";
      box.tabIndex = 0;
      box.setAttribute("role", "alert");
      document.documentElement.append(box); // outside of what the theme exchanges
    }
    box.textContent = `The page is as it was before this:\n\n${problems}`;
  };
  const ask = async (since) => (await fetch(`/_brief/changes?since=${since}`)).json();
  for (let seen = null; ; ) {
    try {
      const now = await ask(seen ?? "");
      show(now.problems);
      if (seen !== null && now.version !== seen && !now.problems) return location.reload();
      seen = now.version;
    } catch {
      await new Promise((again) => setTimeout(again, 1000));
    }
  }
})();
