export const id = 555;
export const ids = [555];
export const modules = {

/***/ 5555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSpecs: () => (/* binding */ loadSpecs),
  readBase: () => (/* binding */ readBase)
});

// UNUSED EXPORTS: readSpecs

// EXTERNAL MODULE: ./build/spec/document.js
var spec_document = __webpack_require__(1473);
// EXTERNAL MODULE: ./build/spec/wording.js
var wording = __webpack_require__(2986);
;// CONCATENATED MODULE: ./build/spec/apply.js


/** A number of an item, as a path has it. */
const INDEX = /^(?:0|[1-9]\d*)$/;
/**
 * Puts overrides into a document, one after the other. What a path leads through and is not there is made: a list where a
 * number follows, else a mapping. An item right behind the last one of a list is added to it.
 */
function applyOverrides(document, overrides) {
    const patch = new Patch(document);
    for (const override of overrides)
        patch.put(override);
    const { value, parts, unreadable, faults } = patch;
    return { document: { ...document, value, parts, unreadable }, faults };
}
class Patch {
    parts;
    unreadable;
    faults = [];
    value;
    constructor({ value, parts, unreadable }) {
        this.value = value;
        this.parts = new Map(parts);
        this.unreadable = new Set(unreadable);
    }
    put(override) {
        const value = this.#within(this.value, override, 0);
        if ((0,spec_document/* isMapping */.pi)(value))
            this.value = value;
    }
    /** What is at the first `depth` steps of the path, with the override in it. */
    #within(present, override, depth) {
        const step = override.path[depth];
        if (step === undefined)
            return this.#content(override);
        const pointer = override.path.slice(0, depth).reduce(spec_document/* childPointer */.Y2, '');
        // What cannot be read has been told already.
        if (present === undefined && this.unreadable.has(pointer))
            return present;
        const holder = present ?? (INDEX.test(step) ? [] : {});
        const why = obstacle(holder, step, { pointer, part: this.parts.get(pointer) });
        if (why !== undefined)
            return this.#refuse(override, why, present);
        if (holder !== present)
            this.parts.set(pointer, made(override.line));
        if (Array.isArray(holder)) {
            const index = Number(step);
            return holder.toSpliced(index, 1, this.#within(holder[index], override, depth + 1));
        }
        const mapping = holder;
        const member = Object.hasOwn(mapping, step) ? mapping[step] : undefined;
        return Object.fromEntries([...Object.entries(mapping), [step, this.#within(member, override, depth + 1)]]);
    }
    #content({ pointer, content }) {
        for (const known of [this.parts, this.unreadable])
            for (const each of known.keys())
                if (each === pointer || each.startsWith(`${pointer}/`))
                    known.delete(each);
        for (const [each, part] of content?.parts ?? [])
            this.parts.set(each, part);
        if (content === undefined)
            this.unreadable.add(pointer);
        return content?.value;
    }
    #refuse({ line, pointer }, message, present) {
        this.unreadable.add(pointer);
        this.faults.push({ level: 'error', line, field: (0,wording/* fieldPath */.cn)(pointer), message });
        return present;
    }
}
const made = (line) => ({
    value: { line, column: 1 },
    written: '',
    quoted: false,
    override: line,
});
/** Why there can be no such step from a value, whatever comes behind it. */
function obstacle(holder, step, { pointer, part }) {
    const name = (0,wording/* fieldPath */.cn)(pointer) || 'The spec';
    const isNumber = INDEX.test(step);
    if (Array.isArray(holder)) {
        if (!isNumber)
            return `${name} is a list, which has no ${(0,wording/* quoted */.TL)(step)}. Name an item by its number, from 0.`;
        const items = holder.length === 1 ? '1 item' : `${holder.length} items`;
        if (Number(step) <= holder.length)
            return undefined;
        return `${name} has ${items}, numbered from 0, so that there is no ${step}. The next one to add is ${holder.length}.`;
    }
    if (!(0,spec_document/* isMapping */.pi)(holder))
        return `${name} is ${(0,wording/* shownValue */.JJ)(holder, part)}, which has no parts, so that there is no ${(0,wording/* quoted */.TL)(step)} in it to set.`;
    return isNumber
        ? `${name} is a mapping, and ${step} would be an item of a list. Name a field of it.`
        : undefined;
}

;// CONCATENATED MODULE: ./build/spec/faults.js

/** More levels of nesting than this are refused; the contract needs three. */
const DEEPEST = 32;
/** What is said about texts and documents that can be read, or are bounded, but not allowed. */
const FAULTS = {
    emptyFile: 'The file is empty. Write a spec in it: job_type and model_config at least.',
    onlyComments: 'The file holds no spec, only comments or --- lines. Write job_type and model_config at least.',
    tooDeep: `This is nested more than ${DEEPEST} levels deep. Is a bracket too many, or an indentation wrong?`,
    tooManyDocuments: (most) => `The file holds more than ${most} documents. Split it.`,
    tooManyValues: (most) => `The document holds more than ${most} values once its aliases are written out.`,
    tab: 'This line is indented with a tab, which YAML does not allow. Replace each tab by two spaces.',
    oldVersion: 'YAML 1.1 is not supported: it reads yes as true and 010 as 8. Remove this line: specs are YAML 1.2.',
    mergeKey: 'Merge keys (<<) are not part of YAML 1.2. Write the fields out here.',
    noAnchor: (name) => `There is no anchor &${(0,wording/* shown */.SP)(name)} above this alias. Put the value in quotes if the * belongs to it.`,
    endless: (name) => `The alias *${(0,wording/* shown */.SP)(name)} stands inside the value that it repeats. Write the value out.`,
    severalValues: 'This is more than one value. Put it in quotes if it is one text.',
    linked: 'Anchors (&), aliases (*) and tags (!) are for files. Put the value in quotes if the sign belongs to it.',
    duplicate: (field, line) => `${field} is set twice, first on line ${line}. Remove one of the two.`,
    tag: (field, tag) => `${field || 'The document'} has the tag ${(0,wording/* shown */.SP)(tag.replace('tag:yaml.org,2002:', '!!'))}, which does not fit a spec. Remove the tag; quote the value if the ! belongs to it.`,
};
/** What is said about a list, mapping or quoted text that begins at a place and does not end. */
function neverClosed(opening, insideBlock) {
    if (opening === '[' || opening === '{') {
        const closing = opening === '[' ? ']' : '}';
        const indent = insideBlock ? ', and indent all lines up to it further than the key' : '';
        return `The ${opening} here is not closed. Add ${closing}${indent}.`;
    }
    return `The text that begins here has no closing quote. Add ${opening} at its end.`;
}
/** What is said about a key that is not text; `written` is absent for lists, mappings and aliases. */
function badKeyMessage(written) {
    if (written === undefined) {
        return 'A list, a mapping or an alias cannot be a key. If this is meant as text, put the whole of it in quotes.';
    }
    if (written === '')
        return 'There is no key before this colon.';
    return `The key ${(0,wording/* shown */.SP)(written)} is not text. Specs have no such field; put it in quotes if it is meant as text.`;
}
/** What is said about a document that is not a mapping: one of nothing, a list, or text. */
function topLevelMessage(value, written, { number, count }) {
    if (value === null && written === '') {
        if (count === 1)
            return FAULTS.onlyComments;
        return `Document ${number} of ${count} is empty. Remove the --- line that begins it, or write a spec below it.`;
    }
    const wanted = 'A spec is a mapping that begins with job_type.';
    if (Array.isArray(value))
        return `The top level is a list. ${wanted} For several jobs, put --- between the specs.`;
    const missing = /^[\w-]+:\S/.test(written)
        ? 'Put a space after each colon.'
        : 'Write fields as "key: value".';
    return `The top level is ${typeof value === 'string' ? (0,wording/* quoted */.TL)(value) : (0,wording/* shown */.SP)(written)}. ${wanted} ${missing}`;
}
/** What is wrong with a number that JSON cannot carry, or that would not arrive as it was written. */
function numberFault(field, value, written = '') {
    if (Number.isNaN(value) || /inf$/i.test(written))
        return `${field} is ${(0,wording/* shown */.SP)(written)}. Write a finite number.`;
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        return `${field} is ${(0,wording/* shown */.SP)(written)}, too large to be sent exactly. The largest number allowed is ${Number.MAX_SAFE_INTEGER}.`;
    }
    const digits = written.replace(/e.*$/i, '');
    if (value === 0 && /[1-9]/.test(digits)) {
        return `${field} is ${(0,wording/* shown */.SP)(written)}, so small that it would be sent as 0. Write 0, or a number of at least 5e-324.`;
    }
    return undefined;
}
const CORE_TAG = 'tag:yaml.org,2002:';
const CORE_KINDS = {
    str: 'string',
    int: 'number',
    float: 'number',
    bool: 'boolean',
    null: 'object',
    map: 'map',
    seq: 'seq',
};
/**
 * Whether a value may have this tag: none, `!`, or one of the core schema that it fits. `kind` is `map`, `seq` or the
 * `typeof` of a scalar.
 */
function fitsTag(tag, kind) {
    if (tag === undefined || tag === '!')
        return true;
    const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : '';
    return Object.hasOwn(CORE_KINDS, name) && CORE_KINDS[name] === kind;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/spec/syntax.js


/**
 * A syntax error in plain words (one line: what is wrong and what to do), and where to look: at the opening of what is
 * not closed, or at the line whose indentation misled the reader, rather than where the reader noticed.
 */
function explain(complaint, text) {
    const { code, offset, opening } = complaint;
    const line = text.lastIndexOf('\n', offset - 1) + 1;
    const head = text.slice(line, line + 200);
    if (/^ *\t/.test(head))
        return { offset: line, words: FAULTS.tab };
    if (opening !== undefined)
        return {
            offset: opening,
            words: neverClosed(text.charAt(opening), text.includes('\n') && complaint.message.includes('indented')),
        };
    const dash = /^ *-(?=[^\s-])/.exec(head);
    if (dash)
        return { offset: line + dash[0].length, words: 'Put a space after the dash.' };
    const rest = /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
    if (code === 'BLOCK_AS_IMPLICIT_KEY' && complaint.message.includes('compact') && !/:(?:\s|$)/.test(rest)) {
        const next = offset + rest.length + (/^\s*/.exec(text.slice(offset + rest.length))?.[0].length ?? 0);
        return { offset: next, words: ALIGN };
    }
    const found = TRANSLATIONS.find((each) => each.code === code && (each.says?.test(complaint.message) ?? true));
    if (!found)
        return { offset, words: `This is not YAML: ${(0,wording/* shown */.SP)(complaint.message)}` };
    return { offset, words: typeof found.words === 'string' ? found.words : found.words(rest) };
}
const NO_PAIR = 'A key, a colon and a space were expected here, as in "batch_size: 8". Is one of them missing?';
const ALIGN = 'This line is indented differently from the lines that it belongs with. Give them all the same indentation.';
const COMMA = 'A comma is missing before this, or a bracket or quote before it is not closed.';
/** The commonest first; what is not here gets the reader's own words. Codes as in yaml 2.x, errors.d.ts. */
const TRANSLATIONS = [
    { code: 'TAB_AS_INDENT', words: FAULTS.tab },
    { code: 'BAD_INDENT', says: /flow|must end with/i, words: COMMA },
    { code: 'BAD_INDENT', words: ALIGN },
    { code: 'MISSING_CHAR', says: /followed by map values/, words: NO_PAIR },
    { code: 'MISSING_CHAR', says: /Comments must be/, words: 'Put a space before the # of a comment.' },
    { code: 'MISSING_CHAR', says: /Missing , or :/, words: 'A comma or a colon is missing before this.' },
    { code: 'MISSING_CHAR', says: /Missing , /, words: COMMA },
    { code: 'MISSING_CHAR', says: /space after :/, words: 'Put a space after the colon.' },
    {
        code: 'MISSING_CHAR',
        says: /doc-start|directives-end indicator/,
        words: 'After a % line the document must begin with a line ---.',
    },
    { code: 'MISSING_CHAR', says: /same line with directives-end/, words: 'Begin on a new line after ---.' },
    {
        code: 'MISSING_CHAR',
        says: /without - indicator/,
        words: 'Every item of this list must begin with "- ".',
    },
    { code: 'MISSING_CHAR', says: /Tags and anchors/, words: 'A space is missing before this.' },
    {
        code: 'MISSING_CHAR',
        says: /Block scalars/,
        words: 'The first lines of this text are indented further than the rest of it.',
    },
    {
        code: 'MISSING_CHAR',
        says: /block sequence props/,
        words: 'Begin a list with dashes on a line of its own, below its anchor or tag.',
    },
    {
        code: 'BLOCK_AS_IMPLICIT_KEY',
        says: /compact mappings/,
        words: 'This value holds another colon. Put the value in quotes if the colon belongs to it, or begin a new line.',
    },
    { code: 'BLOCK_AS_IMPLICIT_KEY', words: ALIGN },
    {
        code: 'MULTILINE_IMPLICIT_KEY',
        words: 'What begins here goes on in the next line. Is a colon or a comma missing, or is the next line indented too far?',
    },
    {
        code: 'BLOCK_IN_FLOW',
        words: 'Inside brackets or braces, write values with commas between them. Is a comma missing here?',
    },
    {
        code: 'BAD_SCALAR_START',
        words: (rest) => `A value cannot begin with ${(0,wording/* shown */.SP)(rest.slice(0, 1))} unless it is in quotes.`,
    },
    {
        code: 'BAD_DQ_ESCAPE',
        words: (rest) => `${(0,wording/* shown */.SP)(rest.slice(0, 2))} means nothing inside double quotes. Use single quotes, or write \\\\ for a backslash.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        says: /Block scalar header|Not a YAML token/,
        words: (rest) => `After | or > the text begins on the next line, so ${(0,wording/* quoted */.TL)(rest)} does not belong here. Quote the value if it is one line.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        says: /Unexpected [:?] in/,
        words: (rest) => `This ${rest.slice(0, 1)} does not belong here. Put the text in quotes if it belongs to it.`,
    },
    { code: 'UNEXPECTED_TOKEN', says: /Unexpected (,|empty item)/, words: 'There is a comma too many here.' },
    {
        code: 'UNEXPECTED_TOKEN',
        says: /flow-(map|seq)-end/,
        words: (rest) => `There is no opening bracket for this ${rest.slice(0, 1)}.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        says: /block-seq-ind on same line/,
        words: 'A list with dashes begins on the line below its key. On one line, write [a, b].',
    },
    {
        code: 'UNEXPECTED_TOKEN',
        words: 'The value has ended before this: a closing quote or bracket came too early, or a line break is missing.',
    },
    { code: 'BAD_ALIAS', words: 'After & or * a name is expected. Quote the value if the sign belongs to it.' },
    { code: 'ALIAS_PROPS', words: 'An alias (*name) cannot have an anchor or a tag of its own.' },
    { code: 'MULTIPLE_ANCHORS', words: 'A value can have one anchor (&name) only.' },
    { code: 'MULTIPLE_TAGS', words: 'A value can have one tag (!name) only. Specs need none: remove them.' },
    { code: 'BAD_PROP_ORDER', words: 'An anchor or a tag comes after a "-", "?" or ":", not before it.' },
    {
        code: 'TAG_RESOLVE_FAILED',
        words: 'This tag (!name) is not known. Remove it, or quote the value if the ! belongs to it.',
    },
    { code: 'KEY_OVER_1024_CHARS', words: 'This key is longer than 1024 characters. Is a quote not closed?' },
    { code: 'RESOURCE_EXHAUSTION', words: FAULTS.tooDeep },
    {
        code: 'BAD_DIRECTIVE',
        says: /YAML version/,
        words: 'This YAML version is not supported. Remove the line: specs are YAML 1.2.',
    },
    {
        code: 'BAD_DIRECTIVE',
        words: (rest) => `The line ${(0,wording/* quoted */.TL)(rest)} is not needed in a spec. Remove it.`,
    },
];

;// CONCATENATED MODULE: ./build/spec/tree.js




const MOST_VALUES = 100_000;
/** Turns the nodes of one document into plain values. */
class Tree {
    parts = new Map();
    unreadable = new Set();
    faults = [];
    #place;
    #anchors = new Map();
    /** What each alias means where it stands: the same anchor may be defined again further down. */
    #targets = new Map();
    #open = [];
    #values = 0;
    constructor(place) {
        this.#place = place;
    }
    get overflown() {
        return this.#values > MOST_VALUES;
    }
    /** The value of a node, noted under its pointer; undefined where it has a fault of its own. */
    read(node, pointer, key) {
        const found = node === null ? spec_document/* START */.d3 : this.#place(node.range[0]);
        const absent = node === null || ((0,dist/* isScalar */.jn)(node) && node.source === '' && node.type === 'PLAIN');
        const value = absent && key ? key : found;
        this.#values += 1;
        if (this.overflown)
            return this.#overflow(value);
        const written = (0,dist/* isScalar */.jn)(node) ? node.source : '';
        const quoted = (0,dist/* isScalar */.jn)(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
        this.parts.set(pointer, { ...(key && { key }), value, written, quoted });
        if (node === null)
            return null;
        if (this.#open.length >= DEEPEST)
            return this.#refuse(pointer, value, FAULTS.tooDeep);
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#alias(node, pointer, key);
        if (node.anchor !== undefined && !this.#open.some(dist/* isAlias */.Vj))
            this.#anchors.set(node.anchor, node);
        if (!fits(node))
            return this.#refuse(pointer, value, FAULTS.tag((0,wording/* fieldPath */.cn)(pointer), node.tag ?? ''));
        if ((0,dist/* isScalar */.jn)(node))
            return this.#scalar(node, pointer, value);
        return this.#within(node, () => (0,dist/* isMap */.jh)(node)
            ? this.#mapping(node, pointer)
            : node.items.map((item, i) => this.read(item, (0,spec_document/* childPointer */.Y2)(pointer, i))));
    }
    #scalar(node, pointer, at) {
        const { value } = node;
        const fault = typeof value === 'number' ? numberFault((0,wording/* fieldPath */.cn)(pointer), value, node.source) : undefined;
        return fault === undefined ? value : this.#refuse(pointer, at, fault);
    }
    #alias(node, pointer, key) {
        if (!this.#targets.has(node))
            this.#targets.set(node, this.#anchors.get(node.source));
        const target = this.#targets.get(node);
        const at = this.#place(node.range[0]);
        if (!target)
            return this.#refuse(pointer, at, FAULTS.noAnchor(node.source));
        if (this.#open.includes(target))
            return this.#refuse(pointer, at, FAULTS.endless(node.source));
        return this.#within(node, () => this.read(target, pointer, key));
    }
    #mapping(node, pointer) {
        const entries = new Map();
        for (const { key, value } of node.items) {
            const at = this.#place(key.range[0]);
            const name = (0,dist/* isScalar */.jn)(key) && fits(key) ? key.value : undefined;
            if (typeof name !== 'string') {
                this.faults.push({ ...at, message: badKeyMessage((0,dist/* isScalar */.jn)(key) ? key.source : undefined) });
                // What this mapping lacks may be what was meant here.
                this.unreadable.add(`${pointer}/<<`);
                if (pointer !== '')
                    this.unreadable.add(pointer);
                continue;
            }
            const child = (0,spec_document/* childPointer */.Y2)(pointer, name);
            if (name === '<<' && (0,dist/* isScalar */.jn)(key) && key.type === 'PLAIN')
                this.#refuse(child, at, FAULTS.mergeKey);
            else if (entries.has(name)) {
                const field = (0,wording/* fieldPath */.cn)(child);
                const message = FAULTS.duplicate(field, this.parts.get(child)?.key?.line ?? at.line);
                this.faults.push({ ...at, field, message });
            }
            else
                entries.set(name, this.read(value, child, at));
        }
        return Object.fromEntries(entries);
    }
    #within(node, read) {
        this.#open.push(node);
        const value = read();
        this.#open.pop();
        return value;
    }
    #overflow(at) {
        if (this.#values === MOST_VALUES + 1)
            this.faults.push({ ...at, message: FAULTS.tooManyValues(MOST_VALUES) });
        return undefined;
    }
    #refuse(pointer, at, message) {
        this.unreadable.add(pointer);
        this.faults.push({ ...at, ...(pointer !== '' && { field: (0,wording/* fieldPath */.cn)(pointer) }), message });
        return undefined;
    }
}
function fits(node) {
    return fitsTag(node.tag, (0,dist/* isScalar */.jn)(node) ? typeof node.value : (0,dist/* isMap */.jh)(node) ? 'map' : 'seq');
}

;// CONCATENATED MODULE: ./build/spec/parse.js






const MOST_DOCUMENTS = 1000;
const OPTIONS = {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Its own check compares every key with every other key; ours is linear and says where the first one is.
    uniqueKeys: false,
    prettyErrors: false,
};
/**
 * Reads YAML 1.2 (core schema) or JSON, with the place of every value. Of each document it tells the first syntax error,
 * or everything that is readable but not allowed (duplicate and merge keys, tags, NaN, ...). Never throws, and stays
 * bounded whatever the text is: in depth, in documents and in what aliases expand to.
 */
function parseText(text) {
    try {
        const { count, read } = readStream(text);
        const faults = read.flatMap((each) => each.faults);
        return { count, documents: read.flatMap(({ document }) => document ?? []), faults: distinct(faults) };
    }
    catch {
        // The reader recurses. A text that exhausts the stack where it does not catch that itself ends here.
        return { count: 1, documents: [], faults: [{ ...spec_document/* START */.d3, message: FAULTS.tooDeep }] };
    }
}
/** What stands before a value, so that it is read as behind a key of a spec. */
const KEY = 'x: ';
/**
 * Reads one line of text as the value at a pointer, exactly as a spec reads what stands behind a key on one line; or says
 * what is wrong with it, a message for each fault. `line` is the line that it is from. Never throws.
 */
function parseValue(text, pointer, line) {
    try {
        return readValue(KEY + text, pointer, line);
    }
    catch {
        return [FAULTS.tooDeep];
    }
}
function readValue(text, pointer, line) {
    const place = (offset) => ({ line, column: offset + 1 - KEY.length });
    const field = (0,wording/* fieldPath */.cn)(pointer);
    const [document, ...more] = (0,dist/* parseAllDocuments */.hR)(text, OPTIONS);
    const [error] = document?.errors ?? [];
    if (error)
        return [`${field}: ${syntaxFault(document, error, { text, place }).message}`];
    const items = document && (0,dist/* isMap */.jh)(document.contents) ? document.contents.items : [];
    const node = items[0]?.value ?? null;
    if (items.length !== 1 || more.length > 0)
        return [`${field}: ${FAULTS.severalValues}`];
    if (node !== null && isLinked(node))
        return [`${field}: ${FAULTS.linked}`];
    const tree = new Tree(place);
    const value = tree.read(node, pointer);
    return tree.faults.length > 0 ? tree.faults.map(({ message }) => message) : { value, parts: tree.parts };
}
/** Whether there is an anchor, an alias or a tag in it: there is nothing to link, and no need of a type. */
function isLinked(node) {
    let found = false;
    (0,dist/* visit */.YR)(node, {
        Node: (_key, each) => {
            found ||= (0,dist/* isAlias */.Vj)(each) || each.anchor !== undefined || each.tag !== undefined;
        },
    });
    return found;
}
/** What aliases repeat is read once for each use, and told for the first one. */
function distinct(faults) {
    const byPlace = new Map(faults.toReversed().map((fault) => [`${fault.line}:${fault.column}`, fault]));
    return [...byPlace.values()].reverse();
}
function readStream(text) {
    const lines = new dist/* LineCounter */.HN();
    const stream = (0,dist/* parseAllDocuments */.hR)(text, { ...OPTIONS, lineCounter: lines });
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
    };
    if ('empty' in stream) {
        const [error] = stream.errors;
        const message = text.trim() === '' ? FAULTS.emptyFile : FAULTS.onlyComments;
        const fault = error ? syntaxFault(undefined, error, { text, place }) : { ...spec_document/* START */.d3, message };
        return { count: 0, read: [{ faults: [fault] }] };
    }
    const count = stream.length;
    const read = stream
        .slice(0, MOST_DOCUMENTS)
        .map((document, i) => readDocument(document, { text, place }, { number: i + 1, count }));
    const surplus = stream[MOST_DOCUMENTS]?.range[0];
    if (surplus !== undefined)
        read.push({ faults: [{ ...place(surplus), message: FAULTS.tooManyDocuments(MOST_DOCUMENTS) }] });
    return { count, read };
}
function readDocument(document, source, rank) {
    const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
    if (error)
        return { faults: [syntaxFault(document, error, source)] };
    const tree = new Tree(source.place);
    const value = tree.read(document.contents, '');
    const faults = [...versionFaults(document, source), ...tree.faults];
    const { parts, unreadable, overflown } = tree;
    if ((0,spec_document/* isMapping */.pi)(value) && !overflown) {
        const sound = faults.length === 0;
        return { document: { number: rank.number, value, sound, parts, unreadable }, faults };
    }
    if (tree.faults.length > 0)
        return { faults };
    const { written, value: start } = parts.get('') ?? { written: '', value: spec_document/* START */.d3 };
    const at = written === '' ? source.place(document.range[0]) : start;
    return { faults: [...faults, { ...at, message: topLevelMessage(value, written, rank) }] };
}
function syntaxFault(document, error, source) {
    const { code, message, pos } = error;
    const unclosed = /closing|end with a/.test(message);
    const opening = unclosed && document ? openingOf(document, source.text, pos[0]) : undefined;
    const { offset, words } = explain({ code, message, offset: pos[0], opening }, source.text);
    return { ...source.place(offset), message: words };
}
/** Where the innermost bracket or quote was opened whose end was missed at `offset`. */
function openingOf(document, text, offset) {
    let opening;
    const look = (_key, node) => {
        const start = node.range?.[1] === offset ? node.range[0] : undefined;
        if (start !== undefined && /[[{'"]/.test(text.charAt(start)))
            opening = start;
    };
    (0,dist/* visit */.YR)(document, { Scalar: look, Collection: look });
    return opening;
}
/** A `%YAML 1.1` line promises readings (`yes` is true, `010` is 8) that a spec does not get. */
function versionFaults({ directives, range }, { text, place }) {
    if (directives.yaml.version === '1.2')
        return [];
    return [{ ...place(text.lastIndexOf('%YAML', range[0])), message: FAULTS.oldVersion }];
}

;// CONCATENATED MODULE: ./build/spec/text.js
/** By their byte order mark, or by where the zeros of the first ASCII characters are. The longer marks come first. */
const FOREIGN = [
    { name: 'UTF-32 (little-endian)', iconv: 'UTF-32LE', starts: ['ff fe 00 00', 'x 00 00 00'] },
    { name: 'UTF-32 (big-endian)', iconv: 'UTF-32BE', starts: ['00 00 fe ff', '00 00 00 x'] },
    { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE', starts: ['ff fe', 'x 00 x 00'] },
    { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE', starts: ['fe ff', '00 x 00 x'] },
];
/** C0 controls other than tab and line ends, and DEL: not allowed in YAML 1.2 (section 5.1) nor in JSON strings. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_CR = /\r(?!\n)/;
/** Left behind by an unfinished merge, or copied along from a Markdown page. */
const CONFLICT = /^(?:<{7}|>{7}) /m;
const FENCE = /^```/m;
const ODD_INDENT = /^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m;
/**
 * The text of a file, which must be UTF-8 (a byte order mark is dropped), or what is wrong with its bytes and how to
 * mend it. Never throws.
 */
function decodeText(bytes) {
    const foreign = FOREIGN.find(({ starts }) => starts.some((start) => beginsWith(bytes, start.split(' '))));
    if (foreign) {
        const message = `The file is ${foreign.name}, but a spec must be UTF-8. Convert it: iconv -f ${foreign.iconv} -t UTF-8`;
        return { line: 1, column: 1, message };
    }
    try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return oddCharacter(text) ?? foreignLine(text) ?? text;
    }
    catch {
        return badByte(bytes);
    }
}
/** The line and column of an offset into a text. */
function positionOf(text, offset) {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
function beginsWith(bytes, start) {
    return start.every((want, i) => {
        const byte = bytes[i];
        return byte !== undefined && (want === 'x' ? byte !== 0 : byte === parseInt(want, 16));
    });
}
/** Characters that YAML forbids, or that look like something that they are not. */
function oddCharacter(text) {
    const control = CONTROL.exec(text);
    if (control) {
        const code = codePoint(control[0]);
        const message = code === 'U+0000'
            ? 'There is a zero byte here, so this is not a text file. Name the spec file itself (YAML or JSON).'
            : `The control character ${code} is not allowed here. Delete it; most editors do not show it.`;
        return { ...positionOf(text, control.index), message };
    }
    const cr = LONE_CR.exec(text);
    if (cr) {
        const message = 'A line ends here with CR alone (old Mac line ends). Save the file with LF or CRLF line ends.';
        return { ...positionOf(text, cr.index), message };
    }
    const blank = ODD_INDENT.exec(text);
    if (!blank)
        return undefined;
    const message = `This line begins with ${codePoint(blank[1] ?? '')}, which only looks like a space. Replace it by ordinary spaces.`;
    return { ...positionOf(text, blank.index + blank[0].length - 1), message };
}
/** Lines that belong to another tool, which the YAML reader could only misunderstand. */
function foreignLine(text) {
    const conflict = CONFLICT.exec(text);
    if (conflict) {
        const message = 'A merge conflict was left in the file here. Resolve it: keep one side and delete the marks.';
        return { ...positionOf(text, conflict.index), message };
    }
    const fence = FENCE.exec(text);
    if (!fence)
        return undefined;
    return {
        ...positionOf(text, fence.index),
        message: 'The line ``` belongs to Markdown, not to the spec. Delete it.',
    };
}
function codePoint(character) {
    return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
/** Decodes byte by byte up to the one that does not fit. Only for files that are known to hold one. */
function badByte(bytes) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    let start = 0;
    try {
        for (let i = 0; i < bytes.length; i++) {
            const more = decoder.decode(bytes.subarray(i, i + 1), { stream: true });
            text += more;
            if (more !== '')
                start = i + 1;
        }
    }
    catch {
        // The character that began at `start` is the broken one.
    }
    const byte = (bytes[start] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const message = `The byte 0x${byte} here is not UTF-8, which a spec must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8`;
    return { ...positionOf(text, text.length), message };
}

;// CONCATENATED MODULE: ./build/spec/override.js





const MOST_LINES = 100;
const LONGEST_LINE = 20_000;
const EXAMPLE = 'such as hyperparameters.batch_size=16';
/**
 * Reads the input `set`: `dotted.path=value` on each line that is not blank, the value as YAML. Blanks around the path and
 * the value mean nothing. Of two lines about the same field the later one counts, as where a workflow adds to what it has.
 * Never throws, and stays bounded whatever the text is.
 */
function parseOverrides(text) {
    const lines = text
        .split(/\r?\n/)
        .map((written, n) => ({ line: n + 1, written: written.trim() }))
        .filter(({ written }) => written !== '');
    const surplus = lines[MOST_LINES];
    if (surplus) {
        const message = `There are more than ${MOST_LINES} lines. Write the values into the file.`;
        return { overrides: [], faults: [{ level: 'error', line: surplus.line, message }] };
    }
    const read = lines.map(({ line, written }) => readLine(written, line));
    const all = read.flatMap(({ override }) => override ?? []);
    const faults = [...read.flatMap((each) => each.faults), ...repeats(all), ...conflicts(all)];
    return {
        overrides: all.filter((each) => latest(each, all) === each),
        faults: faults.sort((a, b) => a.line - b.line),
    };
}
function readLine(written, line) {
    const cut = written.indexOf('=');
    const path = written.slice(0, Math.max(cut, 0)).trim().split('.');
    const wrong = lineFault(written, path);
    if (wrong !== undefined)
        return { faults: [{ level: 'error', line, message: wrong }] };
    const pointer = path.reduce(spec_document/* childPointer */.Y2, '');
    const value = override_valueOf(written.slice(cut + 1).trim(), pointer, line);
    if (!('parts' in value)) {
        const field = (0,wording/* fieldPath */.cn)(pointer);
        const faults = value.map((message) => ({ level: 'error', line, field, message }));
        return { override: { line, path, pointer }, faults };
    }
    const parts = new Map([...value.parts].map(([at, part]) => [at, { ...part, override: line }]));
    return { override: { line, path, pointer, content: { value: value.value, parts } }, faults: [] };
}
/** What is wrong with a line before its value is looked at. */
function lineFault(written, path) {
    if (written.length > LONGEST_LINE)
        return `This line has ${written.length} characters, more than ${LONGEST_LINE}. Write the value into the file.`;
    if (written.startsWith('#'))
        return `${(0,wording/* quoted */.TL)(written)} is not an override, and the input has no comments. Remove the line.`;
    if (!written.includes('='))
        return `${(0,wording/* quoted */.TL)(written)} has no =. Write path=value, ${EXAMPLE}.`;
    const name = path.join('.');
    if (name === '')
        return `There is no field before the =. Write path=value, ${EXAMPLE}.`;
    if (path.some((step) => step.trim() === ''))
        return `The path ${(0,wording/* quoted */.TL)(name)} has a dot too many. Write path=value, ${EXAMPLE}.`;
    const [, list = '', index = ''] = /^([^[\]]+)\[(\d+)\]$/.exec(name) ?? [];
    if (list !== '')
        return `An item of a list is written with a dot: ${(0,wording/* shown */.SP)(list)}.${(0,wording/* shown */.SP)(index)}=value.`;
    return path.length > DEEPEST ? `The path ${(0,wording/* quoted */.TL)(name)} has more than ${DEEPEST} parts.` : undefined;
}
function override_valueOf(written, pointer, line) {
    const text = decodeText(new TextEncoder().encode(`=${written}`));
    if (typeof text !== 'string')
        return [`${(0,wording/* fieldPath */.cn)(pointer)}: ${text.message}`];
    const parsed = parseValue(text.slice(1), pointer, line);
    if (!('parts' in parsed))
        return parsed;
    const isNothing = parsed.value === null && parsed.parts.get(pointer)?.written === '';
    return isNothing || hasBlank(parsed.value) ? [nothing((0,wording/* fieldPath */.cn)(pointer))] : parsed;
}
/** Nobody writes an empty text there on purpose, and in `"${{ … }}"` it is what is left of an output that is not set. */
function hasBlank(value) {
    if (typeof value === 'string')
        return value.trim() === '';
    return typeof value === 'object' && value !== null && Object.values(value).some(hasBlank);
}
function nothing(field) {
    return `${field} is set to nothing. If the value is an output of an earlier step or job, that one has not set it: check the names of the step and of its output, and that it came to its end. To leave the field as it is in the file, remove the line.`;
}
function latest({ pointer }, all) {
    return all.findLast((each) => each.pointer === pointer);
}
function repeats(all) {
    return all.flatMap((each) => {
        const last = latest(each, all);
        if (last === undefined || last === each)
            return [];
        const field = (0,wording/* fieldPath */.cn)(each.pointer);
        const message = `${field} is set again on line ${last.line}, and that value counts. Is one of the two a slip?`;
        return [{ level: 'advice', line: each.line, field, message }];
    });
}
/** A field that is set both as a whole and in part: which one was meant? */
function conflicts(all) {
    return all.flatMap((each, n) => {
        const other = all.slice(0, n).find((earlier) => isInside(each, earlier) || isInside(earlier, each));
        if (other === undefined)
            return [];
        const [field, earlier] = [each, other].map(({ pointer }) => (0,wording/* fieldPath */.cn)(pointer));
        const [part, whole] = isInside(each, other) ? [field, earlier] : [earlier, field];
        const message = `${part} is a part of ${whole}, and line ${other.line} sets ${earlier}. Set one of the two.`;
        return [{ level: 'error', line: each.line, field, message }];
    });
}
function isInside({ pointer }, { pointer: whole }) {
    return pointer.startsWith(`${whole}/`);
}

;// CONCATENATED MODULE: ./build/spec/paths.js

const MOST_FILES = 1000;
const GLOB = /[*?[{]|[!+@]\(/;
/**
 * Finds the files that the lines of the `spec` input name. A line is a path from the workspace or a glob; one that begins
 * with `!` takes away from what all the other lines name, wherever it stands. A path that exists is taken as it is, even
 * if it looks like a glob. Whether the named files can be read is for the reader to find out.
 *
 * Backslashes are separators only in a line that has neither a slash nor a wildcard (`training\a.yml`): in a glob they
 * might as well be escapes, and beside slashes part of a name, so there they are refused.
 */
async function findFiles(lines, workspace) {
    const written = lines.map((line) => line.trim()).filter((line) => line !== '');
    const wanted = written.filter((line) => !line.startsWith('!'));
    if (wanted.length === 0)
        return { paths: [], faults: written.slice(0, 1).map(onlyExclusions) };
    const named = await Promise.all(wanted.map((line) => filesOf(line, line, workspace)));
    const excluded = await Promise.all(written.filter((line) => line.startsWith('!')).map((line) => excludedBy(line, workspace)));
    const faults = [...named, ...excluded].flatMap(({ fault }) => fault ?? []);
    const away = new Set(excluded.flatMap(({ paths }) => paths));
    const all = [...new Set(named.flatMap(({ paths }) => paths))].sort();
    const paths = all.filter((path) => !away.has(path));
    const [line] = written.filter((each) => each.startsWith('!'));
    if (paths.length === 0 && all.length > 0 && line !== undefined) {
        faults.push({ line, message: `Nothing is left of the ${all.length} files named in ${root(workspace)}.` });
    }
    return { paths, faults };
}
function onlyExclusions(line) {
    return { line, message: 'Every line takes files away. Name the spec files on lines without a !.' };
}
async function filesOf(pattern, line, workspace) {
    const path = pathFrom(pattern, workspace.root);
    if (typeof path !== 'string')
        return { paths: [], fault: { line, message: path.refused } };
    if (!GLOB.test(path) || (await workspace.read(path, 0)).kind !== 'missing')
        return { paths: [path] };
    const paths = await workspace.glob(path);
    if (paths.length > MOST_FILES) {
        const message = `${paths.length} files match, more than ${MOST_FILES}. Narrow the pattern.`;
        return { paths: [], fault: { line, message } };
    }
    return paths.length > 0
        ? { paths }
        : { paths, fault: { line, message: `No file in ${root(workspace)} matches.` } };
}
async function excludedBy(line, workspace) {
    const path = pathFrom(line.slice(1).trim(), workspace.root);
    if (typeof path !== 'string')
        return { paths: [], fault: { line, message: path.refused } };
    const answer = await workspace.read(path, 0);
    if (answer.kind === 'directory') {
        const message = `This is a folder, and only files can be taken away. Write !${(0,wording/* shown */.SP)(path)}/**`;
        return { paths: [], fault: { line, message } };
    }
    return { paths: answer.kind === 'missing' ? await workspace.glob(path) : [path] };
}
/** A line as a path from the workspace with forward slashes, or why it cannot be one. */
function pathFrom(written, workspaceRoot) {
    const inside = fromRoot(written, workspaceRoot);
    if (/^(?:[/\\]|[a-z]:)/i.test(inside)) {
        return {
            refused: `This path is not in the workspace ${(0,wording/* shown */.SP)(workspaceRoot)}. Write it from there, such as training/a.yml.`,
        };
    }
    if (inside.includes('\\') && (inside.includes('/') || GLOB.test(inside))) {
        return { refused: 'A backslash can mean two things here. Write / between folders.' };
    }
    const steps = inside.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
    if (steps.includes('..'))
        return { refused: 'A path with .. is not read. Write it from the workspace down.' };
    if (inside === '')
        return { refused: 'Nothing follows the !. Name the files to take away, such as !training/draft-*.yml.' };
    return steps.join('/') || '.';
}
/** An absolute path into the workspace, as `${{ github.workspace }}/a.yml` makes it, is the path from there. */
function fromRoot(written, workspaceRoot) {
    const windows = /^[a-z]:[/\\]/i.test(written);
    const [path, start] = [written, workspaceRoot].map((each) => (windows ? each.replaceAll('\\', '/') : each));
    if (path === undefined || start === undefined)
        return written;
    const same = windows
        ? path.toLowerCase().startsWith(`${start.toLowerCase()}/`)
        : path.startsWith(`${start}/`);
    return same ? path.slice(start.length + 1) : written;
}
function root(workspace) {
    return `the workspace ${(0,wording/* shown */.SP)(workspace.root)}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/spec/digest.js


/**
 * SHA-256 (64 hex digits) over the canonical JSON of a request: keys in one order, no blanks, numbers by value. Two
 * requests have the same digest exactly when they mean the same JSON.
 */
function requestDigest(request) {
    return (0,external_node_crypto_.createHash)('sha256').update(canonicalJson(request)).digest('hex');
}
/** Undefined members are left out, as JSON.stringify does. */
function canonicalJson(value) {
    return JSON.stringify(value, (_key, member) => ((0,spec_document/* isMapping */.pi)(member) ? sorted(member) : member));
}
function sorted(mapping) {
    return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}

;// CONCATENATED MODULE: ./build/spec/set-problems.js

function isOfSet(problem) {
    return 'input' in problem.place;
}
/** Faults of overrides, as problems of these specs. */
function setProblems(faults, specs) {
    return faults.map(({ line, ...fault }) => ({ ...fault, place: { input: 'set', line, specs } }));
}
/**
 * What several specs have in common is told once, in the order of the input. Where it is not so for all specs of the step,
 * the message names those for which it is.
 */
function gathered(problems, all) {
    const groups = Map.groupBy(problems, ({ level, place, message }) => `${place.line} ${level} ${message}`);
    const told = [...groups.values()].flatMap(([first, ...others]) => {
        if (first === undefined)
            return [];
        const named = [first, ...others].flatMap(({ place }) => place.specs);
        const specs = [...new Map(named.map((name) => [name.label, name])).values()];
        const message = specs.length === all.length ? first.message : `${namesOf(specs)}: ${first.message}`;
        return [{ ...first, message, place: { ...first.place, specs } }];
    });
    return told.sort((a, b) => a.place.line - b.place.line);
}
function namesOf([first, ...others]) {
    const name = (0,wording/* shown */.SP)(first?.label ?? '');
    return others.length === 0 ? name : `${name} and ${others.length} more`;
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./build/spec/suggest.js

const LONGEST_WORD = 64;
const MOST_SUGGESTIONS = 2;
/**
 * The candidates that somebody may have meant who wrote `word`, best first; few or none. In this order: the same but for
 * case and separators (`learningRate`, `supervised-fine-tuning`), a slip of the fingers (`learning_rte`), an abbreviation
 * (`sft`, `lr`), a part (`experts`, `finetuning`).
 */
function suggestions(word, candidates) {
    const plain = bare(word);
    if (plain === '' || word.length > LONGEST_WORD)
        return [];
    const same = candidates.filter((candidate) => bare(candidate) === plain);
    if (same.length > 0)
        return same;
    const near = closest(plain, candidates);
    if (near.length > 0)
        return fewOf(near);
    const short = candidates.filter((candidate) => initials(candidate) === plain);
    if (short.length > 0)
        return short;
    return fewOf(candidates.filter((candidate) => shares(bare(candidate), plain)));
}
/** A guess among many is none. */
function fewOf(words) {
    return words.length <= MOST_SUGGESTIONS ? words : [];
}
/** Whether two spellings differ in case and separators only. */
function sameWord(a, b) {
    return bare(a) === bare(b);
}
function bare(word) {
    return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
function closest(plain, candidates) {
    const distances = candidates.map((candidate) => ({ candidate, far: (0,mod/* distance */.Io)(plain, bare(candidate)) }));
    const nearest = Math.min(...distances.map(({ far }) => far));
    if (plain.length < 3 || nearest > Math.max(1, Math.floor(plain.length / 4)))
        return [];
    return distances.filter(({ far }) => far === nearest).map(({ candidate }) => candidate);
}
function initials(candidate) {
    return candidate
        .split('_')
        .map((part) => part.charAt(0))
        .join('');
}
function shares(candidate, plain) {
    if (plain.length < 4)
        return false;
    return (candidate.includes(plain) ||
        plain.includes(candidate) ||
        commonStart(candidate, plain) * 3 >= candidate.length * 2);
}
function commonStart(a, b) {
    let length = 0;
    while (length < a.length && a[length] === b[length])
        length += 1;
    return length;
}

;// CONCATENATED MODULE: ./build/contract/request-validator.gen.js
// @ts-nocheck
/* eslint-disable */
// generated by npm run generate from openapi/forge.yml
/** Everything that is wrong with a body by the contract's schema; empty when nothing is. Unknown keys are wrong. */
function requestErrors(data) {
    return validate20(data) ? [] : validate20.errors;
}
const schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["job_type", "model_config"], "properties": { "job_type": { "type": "string", "enum": ["pre_training", "supervised_fine_tuning", "dpo", "odpo", "reinforcement_learning"] }, "model_config": { "$ref": "#/$defs/ModelConfig" }, "dataset_ids": { "type": "array", "items": { "type": "string", "format": "uuid" } }, "hyperparameters": { "$ref": "#/$defs/ForgeHyperparameters" }, "auto_start": { "type": "boolean", "default": false } }, "additionalProperties": false, "$defs": { "ModelConfig": { "type": "object", "properties": { "architecture": { "type": "string", "enum": ["dense", "mixture_of_experts"] }, "base_model": { "type": "string" }, "num_experts": { "type": "integer", "minimum": 1 }, "active_experts": { "type": "integer", "minimum": 1 } }, "additionalProperties": false }, "ForgeHyperparameters": { "type": "object", "properties": { "learning_rate": { "type": "number", "minimum": 0 }, "training_steps": { "type": "integer", "minimum": 1 }, "batch_size": { "type": "integer", "minimum": 1 }, "weight_decay": { "type": "number", "minimum": 0 }, "warmup_steps": { "type": "integer", "minimum": 0 } }, "additionalProperties": false } } };
const schema32 = { "type": "object", "properties": { "architecture": { "type": "string", "enum": ["dense", "mixture_of_experts"] }, "base_model": { "type": "string" }, "num_experts": { "type": "integer", "minimum": 1 }, "active_experts": { "type": "integer", "minimum": 1 } }, "additionalProperties": false };
const schema33 = { "type": "object", "properties": { "learning_rate": { "type": "number", "minimum": 0 }, "training_steps": { "type": "integer", "minimum": 1 }, "batch_size": { "type": "integer", "minimum": 1 }, "weight_decay": { "type": "number", "minimum": 0 }, "warmup_steps": { "type": "integer", "minimum": 0 } }, "additionalProperties": false };
const formats0 = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
    let vErrors = null;
    let errors = 0;
    const evaluated0 = validate20.evaluated;
    if (evaluated0.dynamicProps) {
        evaluated0.props = undefined;
    }
    if (evaluated0.dynamicItems) {
        evaluated0.items = undefined;
    }
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.job_type === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "job_type" }, message: "must have required property '" + "job_type" + "'" };
            if (vErrors === null) {
                vErrors = [err0];
            }
            else {
                vErrors.push(err0);
            }
            errors++;
        }
        if (data.model_config === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "model_config" }, message: "must have required property '" + "model_config" + "'" };
            if (vErrors === null) {
                vErrors = [err1];
            }
            else {
                vErrors.push(err1);
            }
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "job_type") || (key0 === "model_config")) || (key0 === "dataset_ids")) || (key0 === "hyperparameters")) || (key0 === "auto_start"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                    vErrors = [err2];
                }
                else {
                    vErrors.push(err2);
                }
                errors++;
            }
        }
        if (data.job_type !== undefined) {
            let data0 = data.job_type;
            if (typeof data0 !== "string") {
                const err3 = { instancePath: instancePath + "/job_type", schemaPath: "#/properties/job_type/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                    vErrors = [err3];
                }
                else {
                    vErrors.push(err3);
                }
                errors++;
            }
            if (!(((((data0 === "pre_training") || (data0 === "supervised_fine_tuning")) || (data0 === "dpo")) || (data0 === "odpo")) || (data0 === "reinforcement_learning"))) {
                const err4 = { instancePath: instancePath + "/job_type", schemaPath: "#/properties/job_type/enum", keyword: "enum", params: { allowedValues: schema31.properties.job_type.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                    vErrors = [err4];
                }
                else {
                    vErrors.push(err4);
                }
                errors++;
            }
        }
        if (data.model_config !== undefined) {
            let data1 = data.model_config;
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                for (const key1 in data1) {
                    if (!((((key1 === "architecture") || (key1 === "base_model")) || (key1 === "num_experts")) || (key1 === "active_experts"))) {
                        const err5 = { instancePath: instancePath + "/model_config", schemaPath: "#/$defs/ModelConfig/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties" };
                        if (vErrors === null) {
                            vErrors = [err5];
                        }
                        else {
                            vErrors.push(err5);
                        }
                        errors++;
                    }
                }
                if (data1.architecture !== undefined) {
                    let data2 = data1.architecture;
                    if (typeof data2 !== "string") {
                        const err6 = { instancePath: instancePath + "/model_config/architecture", schemaPath: "#/$defs/ModelConfig/properties/architecture/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                            vErrors = [err6];
                        }
                        else {
                            vErrors.push(err6);
                        }
                        errors++;
                    }
                    if (!((data2 === "dense") || (data2 === "mixture_of_experts"))) {
                        const err7 = { instancePath: instancePath + "/model_config/architecture", schemaPath: "#/$defs/ModelConfig/properties/architecture/enum", keyword: "enum", params: { allowedValues: schema32.properties.architecture.enum }, message: "must be equal to one of the allowed values" };
                        if (vErrors === null) {
                            vErrors = [err7];
                        }
                        else {
                            vErrors.push(err7);
                        }
                        errors++;
                    }
                }
                if (data1.base_model !== undefined) {
                    if (typeof data1.base_model !== "string") {
                        const err8 = { instancePath: instancePath + "/model_config/base_model", schemaPath: "#/$defs/ModelConfig/properties/base_model/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                            vErrors = [err8];
                        }
                        else {
                            vErrors.push(err8);
                        }
                        errors++;
                    }
                }
                if (data1.num_experts !== undefined) {
                    let data4 = data1.num_experts;
                    if (!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) {
                        const err9 = { instancePath: instancePath + "/model_config/num_experts", schemaPath: "#/$defs/ModelConfig/properties/num_experts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                            vErrors = [err9];
                        }
                        else {
                            vErrors.push(err9);
                        }
                        errors++;
                    }
                    if ((typeof data4 == "number") && (isFinite(data4))) {
                        if (data4 < 1 || isNaN(data4)) {
                            const err10 = { instancePath: instancePath + "/model_config/num_experts", schemaPath: "#/$defs/ModelConfig/properties/num_experts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                            if (vErrors === null) {
                                vErrors = [err10];
                            }
                            else {
                                vErrors.push(err10);
                            }
                            errors++;
                        }
                    }
                }
                if (data1.active_experts !== undefined) {
                    let data5 = data1.active_experts;
                    if (!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) {
                        const err11 = { instancePath: instancePath + "/model_config/active_experts", schemaPath: "#/$defs/ModelConfig/properties/active_experts/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                            vErrors = [err11];
                        }
                        else {
                            vErrors.push(err11);
                        }
                        errors++;
                    }
                    if ((typeof data5 == "number") && (isFinite(data5))) {
                        if (data5 < 1 || isNaN(data5)) {
                            const err12 = { instancePath: instancePath + "/model_config/active_experts", schemaPath: "#/$defs/ModelConfig/properties/active_experts/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                            if (vErrors === null) {
                                vErrors = [err12];
                            }
                            else {
                                vErrors.push(err12);
                            }
                            errors++;
                        }
                    }
                }
            }
            else {
                const err13 = { instancePath: instancePath + "/model_config", schemaPath: "#/$defs/ModelConfig/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                    vErrors = [err13];
                }
                else {
                    vErrors.push(err13);
                }
                errors++;
            }
        }
        if (data.dataset_ids !== undefined) {
            let data6 = data.dataset_ids;
            if (Array.isArray(data6)) {
                const len0 = data6.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data7 = data6[i0];
                    if (typeof data7 === "string") {
                        if (!(formats0.test(data7))) {
                            const err14 = { instancePath: instancePath + "/dataset_ids/" + i0, schemaPath: "#/properties/dataset_ids/items/format", keyword: "format", params: { format: "uuid" }, message: "must match format \"" + "uuid" + "\"" };
                            if (vErrors === null) {
                                vErrors = [err14];
                            }
                            else {
                                vErrors.push(err14);
                            }
                            errors++;
                        }
                    }
                    else {
                        const err15 = { instancePath: instancePath + "/dataset_ids/" + i0, schemaPath: "#/properties/dataset_ids/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        if (vErrors === null) {
                            vErrors = [err15];
                        }
                        else {
                            vErrors.push(err15);
                        }
                        errors++;
                    }
                }
            }
            else {
                const err16 = { instancePath: instancePath + "/dataset_ids", schemaPath: "#/properties/dataset_ids/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                    vErrors = [err16];
                }
                else {
                    vErrors.push(err16);
                }
                errors++;
            }
        }
        if (data.hyperparameters !== undefined) {
            let data8 = data.hyperparameters;
            if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                for (const key2 in data8) {
                    if (!(((((key2 === "learning_rate") || (key2 === "training_steps")) || (key2 === "batch_size")) || (key2 === "weight_decay")) || (key2 === "warmup_steps"))) {
                        const err17 = { instancePath: instancePath + "/hyperparameters", schemaPath: "#/$defs/ForgeHyperparameters/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                        if (vErrors === null) {
                            vErrors = [err17];
                        }
                        else {
                            vErrors.push(err17);
                        }
                        errors++;
                    }
                }
                if (data8.learning_rate !== undefined) {
                    let data9 = data8.learning_rate;
                    if ((typeof data9 == "number") && (isFinite(data9))) {
                        if (data9 < 0 || isNaN(data9)) {
                            const err18 = { instancePath: instancePath + "/hyperparameters/learning_rate", schemaPath: "#/$defs/ForgeHyperparameters/properties/learning_rate/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                            if (vErrors === null) {
                                vErrors = [err18];
                            }
                            else {
                                vErrors.push(err18);
                            }
                            errors++;
                        }
                    }
                    else {
                        const err19 = { instancePath: instancePath + "/hyperparameters/learning_rate", schemaPath: "#/$defs/ForgeHyperparameters/properties/learning_rate/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                        if (vErrors === null) {
                            vErrors = [err19];
                        }
                        else {
                            vErrors.push(err19);
                        }
                        errors++;
                    }
                }
                if (data8.training_steps !== undefined) {
                    let data10 = data8.training_steps;
                    if (!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) {
                        const err20 = { instancePath: instancePath + "/hyperparameters/training_steps", schemaPath: "#/$defs/ForgeHyperparameters/properties/training_steps/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                            vErrors = [err20];
                        }
                        else {
                            vErrors.push(err20);
                        }
                        errors++;
                    }
                    if ((typeof data10 == "number") && (isFinite(data10))) {
                        if (data10 < 1 || isNaN(data10)) {
                            const err21 = { instancePath: instancePath + "/hyperparameters/training_steps", schemaPath: "#/$defs/ForgeHyperparameters/properties/training_steps/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                            if (vErrors === null) {
                                vErrors = [err21];
                            }
                            else {
                                vErrors.push(err21);
                            }
                            errors++;
                        }
                    }
                }
                if (data8.batch_size !== undefined) {
                    let data11 = data8.batch_size;
                    if (!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))) {
                        const err22 = { instancePath: instancePath + "/hyperparameters/batch_size", schemaPath: "#/$defs/ForgeHyperparameters/properties/batch_size/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                            vErrors = [err22];
                        }
                        else {
                            vErrors.push(err22);
                        }
                        errors++;
                    }
                    if ((typeof data11 == "number") && (isFinite(data11))) {
                        if (data11 < 1 || isNaN(data11)) {
                            const err23 = { instancePath: instancePath + "/hyperparameters/batch_size", schemaPath: "#/$defs/ForgeHyperparameters/properties/batch_size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                            if (vErrors === null) {
                                vErrors = [err23];
                            }
                            else {
                                vErrors.push(err23);
                            }
                            errors++;
                        }
                    }
                }
                if (data8.weight_decay !== undefined) {
                    let data12 = data8.weight_decay;
                    if ((typeof data12 == "number") && (isFinite(data12))) {
                        if (data12 < 0 || isNaN(data12)) {
                            const err24 = { instancePath: instancePath + "/hyperparameters/weight_decay", schemaPath: "#/$defs/ForgeHyperparameters/properties/weight_decay/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                            if (vErrors === null) {
                                vErrors = [err24];
                            }
                            else {
                                vErrors.push(err24);
                            }
                            errors++;
                        }
                    }
                    else {
                        const err25 = { instancePath: instancePath + "/hyperparameters/weight_decay", schemaPath: "#/$defs/ForgeHyperparameters/properties/weight_decay/type", keyword: "type", params: { type: "number" }, message: "must be number" };
                        if (vErrors === null) {
                            vErrors = [err25];
                        }
                        else {
                            vErrors.push(err25);
                        }
                        errors++;
                    }
                }
                if (data8.warmup_steps !== undefined) {
                    let data13 = data8.warmup_steps;
                    if (!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) {
                        const err26 = { instancePath: instancePath + "/hyperparameters/warmup_steps", schemaPath: "#/$defs/ForgeHyperparameters/properties/warmup_steps/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                        if (vErrors === null) {
                            vErrors = [err26];
                        }
                        else {
                            vErrors.push(err26);
                        }
                        errors++;
                    }
                    if ((typeof data13 == "number") && (isFinite(data13))) {
                        if (data13 < 0 || isNaN(data13)) {
                            const err27 = { instancePath: instancePath + "/hyperparameters/warmup_steps", schemaPath: "#/$defs/ForgeHyperparameters/properties/warmup_steps/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" };
                            if (vErrors === null) {
                                vErrors = [err27];
                            }
                            else {
                                vErrors.push(err27);
                            }
                            errors++;
                        }
                    }
                }
            }
            else {
                const err28 = { instancePath: instancePath + "/hyperparameters", schemaPath: "#/$defs/ForgeHyperparameters/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                    vErrors = [err28];
                }
                else {
                    vErrors.push(err28);
                }
                errors++;
            }
        }
        if (data.auto_start !== undefined) {
            if (typeof data.auto_start !== "boolean") {
                const err29 = { instancePath: instancePath + "/auto_start", schemaPath: "#/properties/auto_start/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                if (vErrors === null) {
                    vErrors = [err29];
                }
                else {
                    vErrors.push(err29);
                }
                errors++;
            }
        }
    }
    else {
        const err30 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
            vErrors = [err30];
        }
        else {
            vErrors.push(err30);
        }
        errors++;
    }
    validate20.errors = vErrors;
    return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };

// EXTERNAL MODULE: ./build/spec/fields.js + 1 modules
var spec_fields = __webpack_require__(3971);
;// CONCATENATED MODULE: ./build/spec/rules.js

const EXPERTS = ['/model_config/num_experts', '/model_config/active_experts'];
/**
 * What the contract's schema does not say: its prose, what cannot hold otherwise, what this action needs (errors), and
 * what is probably a mistake (advice). All rules are applied; a rule is silent about fields that have a problem already.
 */
function ruleFindings(draft, rules) {
    return RULES.flatMap((rule) => rule(draft, rules));
}
/** `because` are the other fields that a rule has compared with this one. */
function error(pointer, message, ...because) {
    return { level: 'error', pointer, because, message: `${(0,wording/* fieldPath */.cn)(pointer)} ${message}` };
}
function advice(pointer, message, ...because) {
    return { level: 'advice', pointer, because, message: `${(0,wording/* fieldPath */.cn)(pointer)} ${message}` };
}
/** The contract: "required for post-training and reinforcement learning", which is every type but one. */
const baseModel = ({ request, settled }) => {
    const pointer = '/model_config/base_model';
    const { job_type: job, model_config: { base_model: base } = {} } = request;
    if (!settled(pointer))
        return [];
    if (base?.includes('${{')) {
        return [
            error(pointer, 'holds ${{ }}, which GitHub does not fill in inside a file. Use the input "set" for it.'),
        ];
    }
    if (base !== undefined && base.trim() !== '')
        return [];
    const what = base === undefined ? 'is missing' : 'is empty';
    if (job === 'pre_training') {
        return base === undefined
            ? []
            : [advice(pointer, `${what}. Remove the line if the training starts from scratch.`)];
    }
    if (job === undefined)
        return [];
    return [
        error(pointer, `${what}. ${job} starts from a trained model: name it, as in base_model: mistral-small-latest.`, '/job_type'),
    ];
};
const denseHasNoExperts = ({ request: { model_config: model }, written }) => {
    if (model?.architecture !== 'dense')
        return [];
    return expertsSet(model).map((pointer) => error(pointer, `is ${written(pointer)}, but architecture is dense, which has no experts. Remove one of the two.`, '/model_config/architecture'));
};
const activeWithinAll = ({ request: { model_config: model = {} }, written }) => {
    const { architecture, num_experts: all, active_experts: active } = model;
    if (architecture === 'dense' || all === undefined || active === undefined || active <= all)
        return [];
    const [allPointer, activePointer] = EXPERTS;
    const message = `is ${written(activePointer)}, more than num_experts, which is ${written(allPointer)}.`;
    return [error(activePointer, message, allPointer)];
};
const startsIfWaitedFor = ({ request }, { waits }) => {
    if (request.auto_start !== false || !waits)
        return [];
    const why = 'is false, but this step waits for the job, and Forge has no call that starts a job later, so the wait';
    return [error('/auto_start', `${why} would never end. Remove the line, or set the input "wait" to false.`)];
};
const expertsNeedArchitecture = ({ request: { model_config: model }, settled }) => {
    const [first] = expertsSet(model ?? {});
    if (first === undefined || model?.architecture !== undefined || model?.base_model)
        return [];
    if (!settled('/model_config/architecture'))
        return [];
    return [advice(first, 'is set, but architecture is not. Is architecture: mixture_of_experts missing?')];
};
const expertsOfTheBase = ({ request: { model_config: model = {} } }) => {
    const [first] = expertsSet(model);
    if (first === undefined || !model.base_model || model.architecture === 'dense')
        return [];
    return [
        advice(first, 'is set together with base_model, which has experts of its own. The service may refuse others.', '/model_config/base_model'),
    ];
};
const expertsLeftOpen = ({ request: { job_type: job, model_config: model }, settled }) => {
    if (job !== 'pre_training' || model?.architecture !== 'mixture_of_experts' || model.base_model)
        return [];
    if (expertsSet(model).length > 0 || ![...EXPERTS, '/model_config/base_model'].every(settled))
        return [];
    const message = 'is mixture_of_experts, but neither num_experts nor active_experts is set. The service chooses them.';
    return [advice('/model_config/architecture', message)];
};
const learningRate = ({ request: { hyperparameters: { learning_rate: rate } = {} }, written }) => {
    const pointer = '/hyperparameters/learning_rate';
    if (rate === 0)
        return [advice(pointer, 'is 0, so the model would stay as it is.')];
    if (rate === undefined || rate <= 1)
        return [];
    return [advice(pointer, `is ${written(pointer)}. Usual values are far below 1, such as 1.0e-5.`)];
};
const weightDecay = ({ request: { hyperparameters: { weight_decay: decay } = {} }, written }) => {
    const pointer = '/hyperparameters/weight_decay';
    if (decay === undefined || decay < 1)
        return [];
    return [advice(pointer, `is ${written(pointer)}. Usual values are well below 1, such as 0.1.`)];
};
const warmup = ({ request: { hyperparameters: { warmup_steps: warm, training_steps: all } = {} }, written, }) => {
    if (warm === undefined || all === undefined || warm <= all)
        return [];
    const pointer = '/hyperparameters/warmup_steps';
    const more = `is ${written(pointer)}, more than training_steps, which is ${written('/hyperparameters/training_steps')}.`;
    const message = `${more} The learning rate never reaches its full value.`;
    return [advice(pointer, message, '/hyperparameters/training_steps')];
};
const datasets = ({ request: { job_type: job, dataset_ids: ids }, settled }) => {
    const pointer = '/dataset_ids';
    if (ids !== undefined && ids.length > 0)
        return repeated(ids);
    // A reinforcement learning job may get its data from its environment.
    if (job === undefined || job === 'reinforcement_learning' || !settled(pointer))
        return [];
    return [advice(pointer, `${ids ? 'is empty' : 'is missing'}, so the job names no data to train on.`)];
};
function repeated(ids) {
    const first = new Map();
    return ids.flatMap((id, i) => {
        const key = id?.toLowerCase();
        if (key === undefined)
            return [];
        const earlier = first.get(key);
        if (earlier !== undefined)
            return [advice(`/dataset_ids/${i}`, `is the same as dataset_ids[${earlier}]. Is one of them a slip?`)];
        first.set(key, i);
        return [];
    });
}
function expertsSet(model) {
    const set = [model.num_experts, model.active_experts];
    return EXPERTS.filter((_pointer, i) => set[i] !== undefined);
}
const RULES = [
    baseModel,
    denseHasNoExperts,
    activeWithinAll,
    startsIfWaitedFor,
    expertsNeedArchitecture,
    expertsOfTheBase,
    expertsLeftOpen,
    learningRate,
    weightDecay,
    warmup,
    datasets,
];

;// CONCATENATED MODULE: ./build/spec/unknown.js




/** Explains the unknown key at a pointer; `sent` means that it goes to the service all the same. */
function unknownKey(pointer, value, sent) {
    const { parent, key } = (0,spec_document/* splitPointer */.GS)(pointer) ?? { parent: '', key: '' };
    const glued = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined;
    const fields = (0,spec_fields/* contractFields */._h)();
    const meant = meantFields(glued ?? key, value, parent, fields);
    const ask = question(meant, parent);
    const what = `${(0,wording/* quoted */.TL)(key)} is not a field of ${parent === '' ? 'a spec' : (0,wording/* fieldPath */.cn)(parent)}`;
    const names = fields.filter((field) => field.parent === parent).map(({ name }) => name);
    let message = `${what}.${ask || ` Its fields are ${names.join(', ')}.`}`;
    const [first] = meant;
    if (sent)
        message = `${what} in the contract. It is sent as it is.${ask}`;
    else if (key.startsWith('//'))
        message = `Comments begin with # in a spec, not with //.`;
    else if (glued !== undefined)
        message = `${(0,wording/* quoted */.TL)(key)} needs a space after the colon.`;
    else if (first && first.parent !== parent && sameWord(first.name, key)) {
        const here = parent === '' ? 'at the top level' : `in ${(0,wording/* fieldPath */.cn)(parent)}`;
        const there = first.parent === '' ? 'to the top level' : `into ${(0,wording/* fieldPath */.cn)(first.parent)}`;
        message = `${(0,wording/* quoted */.TL)(key)} does not belong ${here}. Move it ${there}${first.name === key ? '' : `, as ${first.name}`}.`;
    }
    return { message, meant: meant.map(pointerOf) };
}
/** The same word in the right place, in another place, a similar word in the right place, in another place. */
function meantFields(key, value, parent, fields) {
    const same = fields.filter(({ name }) => sameWord(name, key));
    const [right] = same.filter((field) => field.parent === parent);
    if (right)
        return [right];
    if (same.length > 0)
        return same;
    const fitting = fields.filter(({ schema }) => couldBe(value, schema.type));
    const near = similar(key, fitting.filter((field) => field.parent === parent));
    return near.length > 0
        ? near
        : similar(key, fitting.filter((field) => field.parent !== parent));
}
/** Nobody gives a mapping to a number, or a number to a mapping, by a slip; a single value in place of a list is one. */
function couldBe(value, type) {
    if (value === null)
        return true;
    if (Array.isArray(value))
        return type === 'array';
    return (0,spec_document/* isMapping */.pi)(value) === (type === 'object');
}
function similar(key, fields) {
    const names = suggestions(key, fields.map(({ name }) => name));
    return fields.filter(({ name }) => names.includes(name));
}
function question(meant, parent) {
    const names = meant.map((field) => (field.parent === parent ? field.name : (0,wording/* fieldPath */.cn)(pointerOf(field))));
    return names.length === 0 ? '' : ` Did you mean ${(0,wording/* eitherOf */.BU)(names)}?`;
}
function pointerOf({ parent, name }) {
    return `${parent}/${name}`;
}

;// CONCATENATED MODULE: ./build/spec/values.js


const UUID_EXAMPLE = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
/** What the contract takes for a value, as the end of "it must be". */
function expectation(schema) {
    if (schema.enum)
        return `one of ${schema.enum.join(', ')}`;
    if (schema.format === 'uuid')
        return `a UUID, such as ${UUID_EXAMPLE}`;
    if (schema.type === 'array')
        return schema.items?.format === 'uuid' ? 'a list of UUIDs' : 'a list';
    if (schema.type === 'object')
        return `a mapping of ${Object.keys(schema.properties ?? {}).join(', ')}`;
    if (schema.type === 'boolean')
        return 'true or false';
    if (schema.type === 'string')
        return 'text';
    const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
    return schema.minimum === undefined ? kind : `${kind}, ${schema.minimum} or more`;
}
/**
 * What is wrong with a value that the contract's schema refuses: the value as written, what is allowed, and, where one
 * can guess what was meant, how to write that. Begins after the name of the field.
 */
function wrongValue(value, part, { schema, required }) {
    if (value === null) {
        const what = part?.written ? `is ${part.written}` : 'has no value';
        return `${what}. Write ${expectation(schema)}${required ? '' : ', or remove the line'}.`;
    }
    const what = `is ${(0,wording/* shownValue */.JJ)(value, part)}`;
    const advised = typeof value === 'string' ? remedy(value, part?.quoted ?? false, schema) : undefined;
    if (advised !== undefined)
        return `${what}${advised}`;
    if (schema.type === 'string' && !schema.enum && !schema.format && typeof value !== 'object') {
        return `${what}, a ${typeof value}. Put it in quotes if it is a name.`;
    }
    return `${what}, but must be ${expectation(schema)}.`;
}
/** The same for a text where something else belongs; undefined if no better guess than what is allowed is possible. */
function remedy(text, quoted, schema) {
    if (text.includes('${{'))
        return ', which GitHub does not fill in inside a file. Use the input "set" for it.';
    if (schema.enum)
        return enumRemedy(text, schema.enum);
    if (schema.type === 'integer' || schema.type === 'number')
        return numberRemedy(text, quoted, schema);
    if (schema.type === 'boolean')
        return booleanRemedy(text, quoted);
    if (schema.format === 'uuid')
        return uuidRemedy(text);
    if (schema.type === 'array')
        return `, but must be ${expectation(schema)}. Put it in brackets: [${(0,wording/* shown */.SP)(text)}].`;
    return undefined;
}
function enumRemedy(text, allowed) {
    const meant = suggestions(text, allowed);
    if (meant.length === 0)
        return undefined;
    return `. Did you mean ${(0,wording/* eitherOf */.BU)(meant)}? Allowed: ${allowed.join(', ')}.`;
}
function numberRemedy(text, quoted, schema) {
    const plain = text.trim().replaceAll('_', '');
    if (/^[-+]?\d+,\d+(,\d+)*$/.test(plain)) {
        return '. Write numbers with a point and without separators for thousands, such as 1000 or 0.5.';
    }
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain) || !values_fits(Number(plain), schema))
        return undefined;
    if (quoted && plain === text)
        return ' in quotes, which makes it text. Remove the quotes.';
    return `, which is text in YAML 1.2. Write ${plain}.`;
}
function values_fits(number, { type, minimum = -Infinity }) {
    return Number.isFinite(number) && number >= minimum && (type === 'number' || Number.isInteger(number));
}
function booleanRemedy(text, quoted) {
    const word = text.trim().toLowerCase();
    if (quoted && (word === 'true' || word === 'false')) {
        return ' in quotes, which makes it text. Remove the quotes.';
    }
    if (['yes', 'y', 'on'].includes(word))
        return ', which is text in YAML 1.2. Write true.';
    if (['no', 'n', 'off'].includes(word))
        return ', which is text in YAML 1.2. Write false.';
    return undefined;
}
function uuidRemedy(text) {
    const digits = /^(?:urn:uuid:)?\{?([\da-f-]+)\}?$/i.exec(text.trim())?.[1]?.replaceAll('-', '') ?? '';
    if (digits.length !== 32)
        return undefined;
    const groups = [8, 12, 16, 20].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end));
    return `. Write it as ${[...groups, digits.slice(20)].join('-')}.`;
}

;// CONCATENATED MODULE: ./build/spec/validate.js







/**
 * Judges a document by the contract's schema, its prose and the rules of this action, and tells everything at once, in
 * the order of the file. `auto_start` is made explicit: true where it is not set, because the contract has no call that
 * starts a job, so that one which is not started at once never ends.
 */
function validate(document, rules, name) {
    const schema = schemaFindings(document, rules);
    const wrong = new Set(document.unreadable);
    for (const { pointer, meant, level } of schema) {
        if (level === 'error')
            for (const each of [pointer, ...meant])
                wrong.add(each);
    }
    const findings = [...schema, ...ruleFindings(draftOf(document, wrong), rules)];
    const problems = findings.map((finding) => problemOf(document, finding, name)).sort(byPlace);
    if (!document.sound || problems.some(({ level }) => level === 'error'))
        return { problems };
    return { request: requestOf(document.value), problems };
}
/** In the order of the file or of the input. */
function byPlace({ place: a }, { place: b }) {
    return (a.line ?? 0) - (b.line ?? 0) || columnOf(a) - columnOf(b);
}
function columnOf(place) {
    return 'input' in place ? 0 : (place.column ?? 0);
}
/** Only for values without errors of the contract's schema. */
function requestOf(value) {
    return { auto_start: true, ...value };
}
function schemaFindings(document, rules) {
    const { value, unreadable } = document;
    const errors = requestErrors(value).map((error) => ({ error, pointer: validate_pointerOf(error) }));
    const open = errors.filter(({ pointer }) => !unreadable.has(pointer));
    const unknown = open
        .filter(({ error }) => error.keyword === 'additionalProperties')
        .map(({ pointer }) => {
        const { message, meant } = unknownKey(pointer, valueAt(value, pointer), rules.allowUnknownFields);
        return { level: rules.allowUnknownFields ? 'advice' : 'error', pointer, aboutKey: true, message, meant };
    });
    const explained = unknown.filter(({ level }) => level === 'error').flatMap(({ meant }) => meant);
    const missing = open
        .filter(({ error, pointer }) => error.keyword === 'required' && !validate_hidden(pointer, document, explained))
        .map(({ pointer }) => finding(pointer, `is missing. It must be ${expectation((0,spec_fields/* schemaAt */.lv)(pointer) ?? {})}.`));
    const others = open.filter(({ error }) => !['additionalProperties', 'required'].includes(error.keyword));
    const wrong = [...new Set(others.map(({ pointer }) => pointer))].map((pointer) => {
        const wanted = { schema: (0,spec_fields/* schemaAt */.lv)(pointer) ?? {}, required: (0,spec_fields/* isRequired */.gx)(pointer) };
        return finding(pointer, wrongValue(valueAt(value, pointer), document.parts.get(pointer), wanted));
    });
    return [...unknown, ...missing, ...wrong];
}
function finding(pointer, message) {
    return { level: 'error', pointer, message: `${(0,wording/* fieldPath */.cn)(pointer)} ${message}`, meant: [] };
}
/** The value, or the key, that a schema error is about. */
function validate_pointerOf({ instancePath, params }) {
    const child = params['additionalProperty'] ?? params['missingProperty'];
    return typeof child === 'string' ? (0,spec_document/* childPointer */.Y2)(instancePath, child) : instancePath;
}
/** A missing field is no news where a misspelt or misplaced key was meant to be it, or a merge key to bring it. */
function validate_hidden(pointer, document, explained) {
    if (explained.some((meant) => meant === pointer || meant.startsWith(`${pointer}/`)))
        return true;
    return document.unreadable.has(`${(0,spec_document/* splitPointer */.GS)(pointer)?.parent ?? ''}/<<`);
}
function valueAt(value, pointer) {
    const split = (0,spec_document/* splitPointer */.GS)(pointer);
    if (!split)
        return value;
    const parent = valueAt(value, split.parent);
    if (Array.isArray(parent))
        return parent[Number(split.key)];
    return (0,spec_document/* isMapping */.pi)(parent) ? parent[split.key] : undefined;
}
function draftOf(document, wrong) {
    return {
        // What the schema refuses has been taken out, so the rest has the types of the contract.
        request: without(document.value, '', wrong) ?? {},
        settled: (pointer) => isSettled(pointer, wrong),
        written: (pointer) => (0,wording/* shownValue */.JJ)(valueAt(document.value, pointer), document.parts.get(pointer)),
    };
}
function without(value, pointer, wrong) {
    if (wrong.has(pointer))
        return undefined;
    if (Array.isArray(value))
        return value.map((item, i) => without(item, (0,spec_document/* childPointer */.Y2)(pointer, i), wrong));
    if (!(0,spec_document/* isMapping */.pi)(value))
        return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, without(item, (0,spec_document/* childPointer */.Y2)(pointer, key), wrong)]));
}
function isSettled(pointer, wrong) {
    const parent = (0,spec_document/* splitPointer */.GS)(pointer)?.parent;
    if (wrong.has(pointer))
        return false;
    return parent === undefined || (!wrong.has(`${parent}/<<`) && isSettled(parent, wrong));
}
function problemOf(document, finding, name) {
    const { level, pointer, message } = finding;
    return { level, place: placeOf(document, finding, name), field: (0,wording/* fieldPath */.cn)(pointer), message };
}
/**
 * Where to look: at the value or key, or for what is missing at the mapping that it is missing from. Where an override has
 * to do with it, at its line: the file may be right by itself.
 */
function placeOf({ parts }, finding, name) {
    const { pointer, aboutKey = false, because = [] } = finding;
    const known = knownAt(parts, pointer);
    const line = [known, ...because].map((each) => parts.get(each)?.override).find((each) => each !== undefined);
    if (line !== undefined)
        return { input: 'set', line, specs: [name] };
    const { key, value } = parts.get(known) ?? { value: spec_document/* START */.d3 };
    return { file: name.file, ...((aboutKey || known !== pointer) && key ? key : value) };
}
/** The pointer, or that of the nearest thing around it that is there. */
function knownAt(parts, pointer) {
    const parent = (0,spec_document/* splitPointer */.GS)(pointer)?.parent;
    return parts.has(pointer) || parent === undefined ? pointer : knownAt(parts, parent);
}

;// CONCATENATED MODULE: ./build/spec/load.js










const MOST_BYTES = 1024 * 1024;
const MOST_PROBLEMS = 100;
/**
 * Reads and judges everything that the lines of the `spec` input name (see `findFiles` for how they are read), with what
 * the text of the `set` input puts into each of them. All problems come together: those of the inputs first, then file by
 * file in the order of their paths, each file from top to bottom. Never throws for what a path or a file can be.
 */
async function loadSpecs(lines, files, rules, set = '') {
    const { paths, faults } = await findFiles(lines, files);
    const { overrides, faults: setFaults } = parseOverrides(set);
    const read = [];
    // One after the other, so that no more than one file is in memory.
    for (const path of paths)
        read.push(await loadFile(path, files, { rules, overrides }));
    const names = read.flatMap((file) => file.names);
    const ofSet = gathered([...setProblems(setFaults, names), ...read.flatMap((file) => file.ofSet)], names);
    // Without a line that its author meant to be there, a spec is not what was asked for.
    const isWhole = setFaults.every(({ level }) => level !== 'error');
    return {
        specs: isWhole ? read.flatMap(({ specs }) => specs) : [],
        problems: [
            ...faults.map(({ line, message }) => load_error(line, message)),
            ...withoutFlood(ofSet),
            ...read.flatMap(({ problems }) => problems),
        ],
    };
}
/** The specs in the bytes of one file with overrides in them, and all problems of both. Never throws. */
function readSpecs(file, bytes, rules, overrides = []) {
    const { specs, problems, ofSet, names } = readFile(file, bytes, { rules, overrides });
    return { specs, problems: [...gathered(ofSet, names), ...problems] };
}
/** The same for a file of the base branch. What was acceptable there is not judged again. */
function readBase(file, bytes, set) {
    return readSpecs(file, bytes, { allowUnknownFields: true, waits: false }, parseOverrides(set).overrides);
}
function readFile(file, bytes, treatment) {
    const text = decodeText(bytes);
    const { count, documents, faults } = typeof text === 'string' ? parseText(text) : { count: 0, documents: [], faults: [text] };
    const problems = faults.map(({ line, column, message, field }) => {
        return { level: 'error', place: { file, line, column }, ...(field !== undefined && { field }), message };
    });
    const read = documents.map((document) => {
        const name = { file, label: count > 1 ? `${file}#${document.number}` : file };
        return { name, ...load_readDocument(document, name, treatment) };
    });
    const all = [...problems, ...read.flatMap((each) => each.problems)];
    return {
        specs: read.flatMap(({ spec }) => spec ?? []),
        problems: withoutFlood(all.filter((problem) => !isOfSet(problem)).sort(byPlace)),
        ofSet: all.filter(isOfSet),
        names: read.map(({ name }) => name),
    };
}
function load_readDocument(written, name, { rules, overrides }) {
    const { document, faults } = applyOverrides(written, overrides);
    const { request, problems } = validate(document, rules, name);
    const all = [...setProblems(faults, [name]), ...problems];
    const isWhole = faults.length === 0 && overrides.every(({ content }) => content !== undefined);
    if (!request || !isWhole)
        return { problems: all };
    const spec = { ...name, request, digest: requestDigest(request), ...shownOverrides(overrides) };
    return { spec, problems: all };
}
function shownOverrides(overrides) {
    if (overrides.length === 0)
        return {};
    return {
        overrides: overrides.map(({ path, content }) => ({ path, value: content?.value })),
    };
}
async function loadFile(path, files, treatment) {
    const answer = await files.read(path, MOST_BYTES);
    if (answer.kind === 'file')
        return readFile(path, answer.bytes, treatment);
    const message = answer.kind === 'missing' ? await missing(path, files) : unreadable(path, answer);
    return { specs: [], problems: [load_error(path, message)], ofSet: [], names: [] };
}
function load_error(file, message) {
    return { level: 'error', place: { file }, message };
}
async function missing(path, files) {
    const what = `There is no such file in the workspace ${(0,wording/* shown */.SP)(files.root)}.`;
    const cut = path.lastIndexOf('/') + 1;
    const neighbours = await files.glob(`${path.slice(0, cut)}*`);
    const names = neighbours
        .map((neighbour) => neighbour.slice(cut))
        .filter((name) => /\.(?:ya?ml|json)$/i.test(name));
    const meant = suggestions(path.slice(cut), names);
    if (meant.length > 0)
        return `${what} Did you mean ${(0,wording/* eitherOf */.BU)(meant.map((name) => (0,wording/* shown */.SP)(path.slice(0, cut) + name)))}?`;
    return `${what} Check the path, and that actions/checkout runs before this step.`;
}
function unreadable(path, answer) {
    switch (answer.kind) {
        case 'directory':
            return `This is a folder. Name the files in it, such as ${path === '.' ? '' : `${(0,wording/* shown */.SP)(path)}/`}*.yml`;
        case 'special':
            return 'This is a device, a pipe or a socket. Name a file.';
        case 'outside':
            return 'This is a link out of the workspace, so it is not read. Put the file itself into the repository.';
        case 'too-large':
            return `The file has ${answer.bytes} bytes, and a spec at most ${MOST_BYTES}. Is it the right file?`;
        case 'unreadable':
            return `The file cannot be read: ${(0,wording/* shown */.SP)(answer.reason)}`;
    }
}
/** A wrong file can hold a problem a line; nobody reads them all, and a log that long hides the first ones. */
function withoutFlood(problems) {
    const kept = problems.slice(0, MOST_PROBLEMS);
    const rest = problems.slice(MOST_PROBLEMS);
    const [first] = rest;
    if (!first)
        return kept;
    const level = rest.some((problem) => problem.level === 'error') ? 'error' : 'advice';
    return [
        ...kept,
        { level, place: first.place, message: `${rest.length} more problems from here on are not shown.` },
    ];
}


/***/ })

};
