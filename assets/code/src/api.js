// What the server is asked; docs/code.md has the contract.

/** A request that the server refused, with its own words. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? `the server answered ${status}`);
    this.status = status;
    this.fix = answer.fix ?? null;
    this.field = answer.field ?? null;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: "the program does not answer", fix: "start it again with stancegraph code" });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export const get = (path, query = {}, options = {}) => {
  const given = Object.entries(query).filter(([, value]) => value != null);
  const words = new URLSearchParams(given).toString();
  return ask(`api/${path}${words ? `?${words}` : ""}`, options);
};

export const post = (path, body) =>
  ask(`api/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Tells of every version that is not the one that `version()` says. */
export async function follow(version, tell, lost) {
  for (;;) {
    try {
      const answer = await get("changes", { since: version() });
      if (answer.version !== version()) await tell();
      lost(false);
    } catch (error) {
      lost(error.status === 0);
      await pause(1500);
    }
  }
}
