// Says how long a slow download has been prepared, until it arrives.

async function fetchSlowly(link) {
  const words = link.dataset;
  const status = document.querySelector(`#${words.status}`);
  const began = Date.now();
  const tell = () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    status.textContent = words.waiting.replace("SECONDS", seconds);
  };
  tell();
  const timer = setInterval(tell, 1000);
  try {
    const response = await fetch(link.href);
    if (response.status === 503) return (status.textContent = words.busy);
    if (!response.ok) throw new Error(response.statusText);
    const address = URL.createObjectURL(await response.blob());
    const saved = document.createElement("a");
    saved.href = address;
    saved.download = words.name;
    saved.click();
    URL.revokeObjectURL(address);
    status.textContent = words.done;
  } catch {
    status.textContent = words.failed;
  } finally {
    clearInterval(timer);
  }
}

for (const link of document.querySelectorAll("a[data-waiting]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    fetchSlowly(link);
  });
}
