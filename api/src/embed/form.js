// The public form: sends what the person types, and nothing else, to the server that it came from.
"use strict";
(() => {
  const ADDRESS = "/api/v1/forms/ticket";
  const form = document.getElementById("form");
  const outcome = document.getElementById("outcome");
  const send = document.getElementById("send");
  const close = document.getElementById("close");
  const framed = window.parent !== window;
  let stamp = "";
  let readyAt = 0;

  const ask = (options) =>
    fetch(ADDRESS, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", ...options });

  // the site around the frame learns that it is to be closed or how tall it is, and no more
  const tell = (message) => {
    if (framed) window.parent.postMessage(message, "*");
  };
  // as tall as what is in it: scrollHeight would never be less than the frame is now
  const measure = () =>
    tell({ docket: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) });

  const begin = async () => {
    const answer = await ask({ method: "GET" });
    if (!answer.ok) throw new Error(String(answer.status));
    const opened = await answer.json();
    stamp = opened.stamp;
    readyAt = Date.now() + opened.least_seconds * 1000 + 250;
    if (opened.captcha) puzzle(opened.captcha);
  };

  // each provider's script looks for its own class, and puts its answer into a field of the form
  const puzzle = ({ script, site_key }) => {
    const place = document.getElementById("captcha");
    if (!place.hidden) return;
    const widget = document.createElement("span");
    widget.className = "cf-turnstile h-captcha g-recaptcha";
    widget.dataset.sitekey = site_key;
    place.append(widget);
    place.hidden = false;
    const loaded = document.createElement("script");
    loaded.src = script;
    loaded.referrerPolicy = "no-referrer";
    document.head.append(loaded);
  };

  // an answer is good once
  const again = () => {
    for (const provider of [window.turnstile, window.hcaptcha, window.grecaptcha]) provider?.reset?.();
  };

  const say = (text) => {
    outcome.textContent = text;
    outcome.focus();
    measure();
  };

  const mark = (name, text) => {
    const input = document.getElementById(name);
    const place = document.getElementById(name + "-error");
    if (!input || !place) return false;
    place.textContent = text;
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return true;
  };

  const clear = () => ["name", "email", "subject", "message", "captcha"].forEach((name) => mark(name, ""));

  const refused = async (answer) => {
    again();
    if (answer.status === 429) return say(outcome.dataset.often);
    const problem = await answer.json().catch(() => ({}));
    const errors = Array.isArray(problem.errors) ? problem.errors : [];
    const known = errors.filter((error) => mark(error.field, error.detail));
    say(outcome.dataset.failed);
    if (known.length > 0) document.getElementById(known[0].field).focus();
  };

  // somebody who is quick waits for the rest of the seconds that programs do not
  const patience = () => new Promise((done) => setTimeout(done, Math.max(0, readyAt - Date.now())));

  const submit = async () => {
    clear();
    if (!stamp) await begin();
    const body = { language: document.documentElement.lang, stamp };
    for (const [name, value] of new FormData(form)) {
      body[name.endsWith("-response") ? "captcha" : name] = value;
    }
    await patience();
    const answer = await ask({
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) return refused(answer);
    const sent = await answer.json();
    form.hidden = true;
    say(outcome.dataset.sent + " " + sent.reference);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      await submit();
    } catch {
      say(outcome.dataset.failed);
    } finally {
      send.disabled = false;
    }
  });

  close.hidden = !framed;
  close.addEventListener("click", () => tell({ docket: "close" }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tell({ docket: "close" });
  });
  new ResizeObserver(measure).observe(document.documentElement);
  begin().catch(() => {}); // tried again when the form is sent
})();
