"use strict";
exports.id = 69;
exports.ids = [69];
exports.modules = {

/***/ 2069:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ownersOf: () => (/* binding */ ownersOf)
/* harmony export */ });
/* harmony import */ var _wildcard_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2162);

/** A user, a team or an email address. */
const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/;
/**
 * The owners of a file by the text of a CODEOWNERS file, such as `@acme/platform`: those of the last line that matches.
 * Empty if no line matches, or if that line names nobody. As on GitHub, lines with invalid syntax count as absent.
 * Source: "About code owners" in the documentation of GitHub.
 */
function ownersOf(path, codeowners) {
    const rules = codeowners.split(/\r?\n/).flatMap((line) => parseRule(line) ?? []);
    return rules.findLast(({ pattern }) => isOwnedBy(path, pattern))?.owners ?? [];
}
/** Undefined for comments, blank lines and invalid ones. `!`, `[ ]` and `\#` are valid in .gitignore, but not here. */
function parseRule(line) {
    // A backslash keeps the blank behind it from ending the pattern.
    const [pattern = '', ...words] = line.trim().match(/(?:\\.|[^\s\\])+/g) ?? [];
    if (pattern === '' || /^(?:[#!]|\\#)|[[\]]/.test(pattern))
        return undefined;
    const comment = words.findIndex((word) => word.startsWith('#'));
    const owners = comment < 0 ? words : words.slice(0, comment);
    if (!owners.every((owner) => OWNER.test(owner)))
        return undefined;
    return { pattern: pattern.replace(/\\(.)/g, '$1'), owners };
}
function isOwnedBy(path, pattern) {
    const isFolder = pattern.endsWith('/');
    const segments = pattern.replace(/\/$/, '').replace(/^\//, '').split('/');
    // Only a slash at the start or in the middle anchors a pattern at the root.
    const anchored = pattern.startsWith('/') || segments.length > 1 ? segments : ['**', ...segments];
    const inFolder = [...anchored, '*', '**'];
    if (isFolder)
        return matchesPath(path, inFolder);
    // The name of a folder stands for all files in it. A last segment of * stands only for the files beside it.
    const last = segments.at(-1) ?? '';
    if (last === '**')
        return matchesPath(path, [...anchored, '*']);
    return matchesPath(path, anchored) || (last !== '*' && matchesPath(path, inFolder));
}
function matchesPath(path, segments) {
    return (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesSequence */ .T)(path.split('/'), segments, {
        isWildcard: (segment) => segment === '**',
        matchesOne: matchesSegment,
    });
}
function matchesSegment(part, segment) {
    return (0,_wildcard_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesSequence */ .T)(Array.from(part), Array.from(segment), {
        isWildcard: (character) => character === '*',
        matchesOne: (character, expected) => expected === '?' || character === expected,
    });
}


/***/ }),

/***/ 2162:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ matchesPattern),
/* harmony export */   T: () => (/* binding */ matchesSequence)
/* harmony export */ });
/** Whether a pattern matches all of `name`: `*` stands for any text, everything else for itself. Case-sensitive. */
function matchesPattern(name, pattern) {
    return matchesSequence(Array.from(name), Array.from(pattern), {
        isWildcard: (part) => part === '*',
        matchesOne: (part, expected) => part === expected,
    });
}
/**
 * Whether a pattern matches all parts. Takes at most the product of both lengths: only the last wildcard needs to be
 * tried again, because an earlier one could match nothing that the last one cannot.
 */
function matchesSequence(parts, pattern, { isWildcard, matchesOne }) {
    let at = 0;
    let patternAt = 0;
    let retry;
    while (at < parts.length) {
        const expected = pattern[patternAt];
        if (expected !== undefined && isWildcard(expected)) {
            patternAt += 1;
            retry = { at, patternAt };
        }
        else if (expected !== undefined && matchesOne(parts[at] ?? '', expected)) {
            at += 1;
            patternAt += 1;
        }
        else if (retry) {
            retry.at += 1;
            at = retry.at;
            patternAt = retry.patternAt;
        }
        else
            return false;
    }
    return pattern.slice(patternAt).every(isWildcard);
}


/***/ })

};
;