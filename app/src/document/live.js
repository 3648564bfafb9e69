// Asks what stands in the author's folder. Once that is something else, saves what was typed
// as the page's own button would, and loads the page again where the reader was.
let typed=false;
addEventListener("input",()=>{typed=true});
const place=sessionStorage.getItem("tokhai-place");
sessionStorage.removeItem("tokhai-place");
if(place)scrollTo(0,+place);
const again=async()=>{
const form=document.querySelector("form[data-live]");
if(typed&&form){
const data=new FormData(form),files=form.getAttribute("enctype");
await fetch(form.getAttribute("action"),{method:"post",redirect:"manual",body:files?data:new URLSearchParams(data)}).catch(()=>{});
}
sessionStorage.setItem("tokhai-place",scrollY);
location.replace(location.pathname+location.search);
};
const look=async()=>{
try{
const answer=await fetch("{changes}?since={turn}",{cache:"no-store"});
if(!answer.ok)throw answer.status;
if(await answer.text()!=="{turn}")return again();
}catch{await new Promise(go=>setTimeout(go,1000))}
look();
};
look();
