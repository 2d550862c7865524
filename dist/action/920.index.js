"use strict";
exports.id = 920;
exports.ids = [920];
exports.modules = {

 1920:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 D: () => ( actsOf),
 U: () => ( approversOf)
 });
function actsOf({ first, ...last }) {
    return first === undefined ? [last] : [first, last];
}
function approversOf(approval) {
    return actsOf(approval)
        .map(({ by }) => by)
        .join(', ');
}


 })

};
;