// In print an address stands behind its link. The words that a link leads to are above it: here they are left out.
for (const link of document.querySelectorAll("a.original")) {
  const [address, words] = link.getAttribute("href").split("#:~:");
  if (words) link.dataset.address = address;
}
