// Looks every five seconds, two minutes long, whether the payment is confirmed; reloads only then.
let left=24;
const look=async()=>{
try{if(!(await(await fetch(location.href)).text()).includes('data-payment="waiting"'))return location.reload();}catch{}
if(--left)setTimeout(look,5000);
};
setTimeout(look,3000);
