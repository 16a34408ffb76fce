// Sends the code to POST /run and shows what comes back.
// SECURITY: output of a program may be HTML — it is only ever assigned to textContent.

const element = (id) => document.getElementById(id);

const form = element("form");
const code = element("code");
const stdin = element("stdin");
const button = element("run");
const result = element("result");

function show(id, text) {
  element(id).textContent = text;
  element(`${id}-block`).hidden = text === "";
}

function outcome(answer) {
  if (answer.error === undefined) {
    return answer.output === "" && !answer.stderr ? "Finished without output" : "Finished";
  }
  if (answer.signal !== undefined) {
    return `${answer.error}: ${answer.signal}`;
  }
  if (answer.exit_code !== undefined) {
    return `${answer.error}: exit code ${answer.exit_code}`;
  }
  return answer.request_id === undefined
    ? answer.error
    : `${answer.error} (request ${answer.request_id})`;
}

function report(answer, milliseconds) {
  result.className = answer.error === undefined ? "good" : "bad";
  element("outcome").textContent = outcome(answer);
  element("time").textContent = milliseconds === undefined ? "" : `${milliseconds} ms`;
  show("stdout", answer.output ?? answer.stdout ?? "");
  show("stderr", answer.stderr ?? "");
  result.hidden = false;
}

async function post() {
  const begun = performance.now();
  try {
    const body = stdin.value === "" ? { code: code.value } : { code: code.value, stdin: stdin.value };
    const response = await fetch("/run", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    report(await response.json(), Math.round(performance.now() - begun));
  } catch {
    report({ error: "The service did not answer" });
  }
}

async function run() {
  if (button.disabled) {
    return;
  }
  button.disabled = true;
  button.textContent = "Running…";
  await post();
  button.textContent = "Run";
  button.disabled = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
