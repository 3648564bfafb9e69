// Fetches the client at low priority, runs it when idle, hydrates each island.
const wasm=fetch("{wasm}",{priority:"low"});
wasm.catch(()=>{});
const run=()=>import("{js}").then(async m=>{
await m.default({module_or_path:wasm});
m.hydrate();
for(const island of document.querySelectorAll("leptos-island"))m[island.dataset.component](island);
}).catch(e=>console.warn(e));
"requestIdleCallback" in window?requestIdleCallback(run,{timeout:2000}):setTimeout(run,1);
