for (const a of document.querySelectorAll("a.original")) a.dataset.address = a.href.split("#:~:")[0];
