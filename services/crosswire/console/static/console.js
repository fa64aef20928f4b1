// New things come in by themselves, without moving what is being read. Every page works without this file.
"use strict";

(() => {
  const main = document.getElementById("main");
  const list = document.getElementById("list");
  const news = document.getElementById("news");
  const live = document.getElementById("live");
  const QUIET_MS = 400;

  const fetched = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // What the reader looks at stays where it is, in browsers without scroll anchoring too.
  const holding = (change) => {
    const seen = [...list.children].find((item) => item.getBoundingClientRect().bottom > 0);
    const before = seen ? seen.getBoundingClientRect().top : 0;
    const focused = document.activeElement;
    change();
    if (seen && seen.isConnected && window.scrollY > 0) window.scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
    if (focused && focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  };

  const merge = (fresh) => {
    const here = new Map([...list.children].map((item) => [item.dataset.id, item]));
    let added = 0;
    let changed = 0;
    const newest = [...fresh.querySelectorAll("#list > *")];
    holding(() => {
      let after = null;
      for (const item of newest) {
        const old = here.get(item.dataset.id);
        if (!old) {
          item.classList.add("is-new");
          if (after) after.after(item);
          else list.prepend(item);
          added += 1;
          after = item;
        } else {
          if (old.dataset.version !== item.dataset.version && !old.contains(document.activeElement)) {
            old.replaceChildren(...item.childNodes);
            old.className = item.className;
            old.dataset.version = item.dataset.version;
            changed += 1;
          }
          after = old;
        }
      }
      const empty = document.getElementById("empty");
      if (empty && list.children.length) empty.remove();
    });
    const parts = [];
    if (added) parts.push(`${added} new`);
    if (changed) parts.push(`${changed} changed`);
    if (parts.length && news) news.textContent = `${parts.join(", ")} at ${new Date().toISOString().slice(11, 16)} UTC`;
  };

  const refreshed = (fresh) => {
    const open = document.activeElement && main.contains(document.activeElement) && document.activeElement !== main;
    if (!open) main.replaceChildren(...fresh.getElementById("main").childNodes);
  };

  const after = (work) => {
    let timer = 0;
    let busy = false;
    const run = async () => {
      timer = 0;
      if (busy) return void (timer = setTimeout(run, QUIET_MS));
      busy = true;
      try { work(await fetched()); } catch { /* The next event, or the next look, tries again. */ }
      busy = false;
    };
    return () => { if (!timer) timer = setTimeout(run, QUIET_MS); };
  };

  const listen = (names, heard, missed) => {
    let source = null;
    const say = (word, away) => {
      if (!live) return;
      live.hidden = false;
      live.classList.toggle("is-away", away);
      document.getElementById("live-word").textContent = word;
    };
    const open = () => {
      source = new EventSource("/api/stream");
      names.forEach((name) => source.addEventListener(name, (event) => heard(JSON.parse(event.data))));
      source.addEventListener("open", () => say("live", false));
      source.addEventListener("error", () => say("connecting again…", true));
    };
    // A browser keeps six connections to one host for all its tabs: those that nobody sees let go of theirs.
    document.addEventListener("visibilitychange", () => {
      source.close();
      if (document.hidden) return;
      open();
      missed();
    });
    addEventListener("pagehide", () => source.close());
    addEventListener("pageshow", (event) => { if (event.persisted) { open(); missed(); } });
    open();
  };

  if (main.dataset.live && list) {
    const again = after(merge);
    listen([main.dataset.live], again, again);
  }
  if (main.dataset.watch) {
    const again = after(refreshed);
    listen(["contradiction", "matter"], (record) => {
      const id = record[`${record.record}_id`];
      if (id === main.dataset.watch) again();
    }, again);
  }
  // In an article, a passage lights up what was read out of it, and the other way round.
  const light = (keys) => {
    for (const item of document.querySelectorAll("[data-of]")) item.classList.toggle("is-lit", item.dataset.of.split(" ").some((key) => keys.includes(key)));
    for (const item of document.querySelectorAll("[data-key]")) item.classList.toggle("is-lit", keys.includes(item.dataset.key));
  };
  const lit = (event) => {
    const at = event.target.closest("[data-of], [data-key]");
    light(at ? (at.dataset.of ? at.dataset.of.split(" ").slice(0, 1) : [at.dataset.key]) : []);
  };
  if (document.querySelector("[data-of]")) {
    main.addEventListener("pointerover", lit);
    main.addEventListener("focusin", lit);
  }

  // On a phone the map is wider than the window: begin where most is in dispute.
  const chart = document.querySelector(".map");
  const spot = chart && chart.querySelector(".spot");
  if (spot) chart.scrollLeft += spot.getBoundingClientRect().left - chart.getBoundingClientRect().left - chart.clientWidth / 2;

  if (main.dataset.refresh) {
    const again = after(refreshed);
    setInterval(() => { if (!document.hidden) again(); }, 1000 * Number(main.dataset.refresh));
  }
})();
