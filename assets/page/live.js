"use strict";
// Waits for the next page, and loads it.
(async () => {
  const number = document.querySelector('meta[name="stancegraph-page"]').content;
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  for (;;) {
    try {
      const answer = await fetch(`after/${number}`, { cache: "no-store" });
      if (!answer.ok) await pause(1000);
      else if ((await answer.text()) !== number) return location.reload();
    } catch {
      await pause(1000);
    }
  }
})();
