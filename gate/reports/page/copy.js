// A button that copies the digest before it; without a script there is none.
for (const digest of document.querySelectorAll(".digest")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${digest.textContent}`);
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(digest);
    try {
      await navigator.clipboard.writeText(digest.textContent);
    } catch { // A browser that keeps files from the clipboard may still copy what is selected.
      if (!document.execCommand("copy")) return;
    }
    button.textContent = "Copied";
    setTimeout(() => button.textContent = "Copy", 2000);
  });
  digest.after(" ", button);
}
