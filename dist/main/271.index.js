export const id = 271;
export const ids = [271];
export const modules = {

/***/ 6271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadBaseSpecs: () => (/* binding */ loadBaseSpecs),
  loadSpecs: () => (/* binding */ loadSpecs)
});

// UNUSED EXPORTS: parseSpecs

// EXTERNAL MODULE: ./build/job-spec/document.js
var job_spec_document = __webpack_require__(5847);
// EXTERNAL MODULE: ./build/job-spec/format-value.js
var format_value = __webpack_require__(4385);
;// CONCATENATED MODULE: ./build/job-spec/apply-overrides.js


const INDEX = /^(?:0|[1-9]\d*)$/;
/**
 * Applies overrides to a document in order. Creates missing parents: a list if the next segment is a number, else a
 * mapping. The index after the last item of a list appends an item. Overrides that cannot be applied become issues.
 */
function applyOverrides(document, overrides) {
    const patch = new OverridePatcher(document);
    for (const override of overrides)
        patch.apply(override);
    const { value, nodes, invalidPointers, issues } = patch;
    return { document: { ...document, value, nodes, invalidPointers }, issues };
}
class OverridePatcher {
    nodes;
    invalidPointers;
    issues = [];
    value;
    constructor({ value, nodes, invalidPointers }) {
        this.value = value;
        this.nodes = new Map(nodes);
        this.invalidPointers = new Set(invalidPointers);
    }
    apply(override) {
        const value = this.#applyAt(this.value, override, 0);
        if ((0,job_spec_document/* isMapping */.pi)(value))
            this.value = value;
    }
    /** Returns `current`, which is at the first `depth` segments of the path, with the override applied. */
    #applyAt(current, override, depth) {
        const segment = override.path[depth];
        if (segment === undefined)
            return this.#replace(override);
        const pointer = override.path.slice(0, depth).reduce(job_spec_document/* childPointer */.Y2, '');
        // This value already has an error.
        if (current === undefined && this.invalidPointers.has(pointer))
            return current;
        const container = current ?? (INDEX.test(segment) ? [] : {});
        const error = pathError(container, segment, { pointer, node: this.nodes.get(pointer) });
        if (error !== undefined)
            return this.#reject(override, error, current);
        if (container !== current)
            this.nodes.set(pointer, createdNode(override.line));
        if (Array.isArray(container)) {
            const index = Number(segment);
            return container.toSpliced(index, 1, this.#applyAt(container[index], override, depth + 1));
        }
        const mapping = container;
        const child = Object.hasOwn(mapping, segment) ? mapping[segment] : undefined;
        return Object.fromEntries([
            ...Object.entries(mapping),
            [segment, this.#applyAt(child, override, depth + 1)],
        ]);
    }
    #replace({ pointer, content }) {
        for (const byPointer of [this.nodes, this.invalidPointers])
            for (const each of byPointer.keys())
                if (each === pointer || each.startsWith(`${pointer}/`))
                    byPointer.delete(each);
        for (const [each, node] of content?.nodes ?? [])
            this.nodes.set(each, node);
        if (content === undefined)
            this.invalidPointers.add(pointer);
        return content?.value;
    }
    #reject({ line, pointer }, message, current) {
        this.invalidPointers.add(pointer);
        this.issues.push({ level: 'error', line, field: (0,format_value/* fieldPath */.cn)(pointer), message });
        return current;
    }
}
const createdNode = (line) => ({
    valuePosition: { line, column: 1 },
    source: '',
    isQuoted: false,
    overrideLine: line,
});
/** Why `container` cannot have a child named `segment`. */
function pathError(container, segment, { pointer, node }) {
    const name = (0,format_value/* fieldPath */.cn)(pointer) || 'The spec';
    const isNumber = INDEX.test(segment);
    if (Array.isArray(container)) {
        if (!isNumber)
            return `${name} is a list, which has no field ${(0,format_value/* quote */.hD)(segment)}. Use the index of an item, starting at 0.`;
        const items = container.length === 1 ? '1 item' : `${container.length} items`;
        if (Number(segment) <= container.length)
            return undefined;
        return `${name} has ${items} (numbered from 0), so there is no item ${segment}. The next item to add is ${container.length}.`;
    }
    if (!(0,job_spec_document/* isMapping */.pi)(container))
        return `${name} is ${(0,format_value/* describeValue */.bp)(container, node)}, not a mapping or a list, so ${(0,format_value/* quote */.hD)(segment)} cannot be set in it.`;
    return isNumber
        ? `${name} is a mapping, but ${segment} is a list index. Use the name of a field.`
        : undefined;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/job-spec/yaml/parse-messages.js

/** Maximum nesting depth; the API schema needs three levels. */
const MAX_DEPTH = 32;
const PARSE_MESSAGES = {
    emptyFile: 'The file is empty. Add a spec with at least job_type and model_config.',
    onlyComments: 'The file contains no spec, only comments or --- lines. Add at least job_type and model_config.',
    tooDeep: `Nested more than ${MAX_DEPTH} levels deep. Check for an extra bracket or wrong indentation.`,
    tooManyDocuments: (max) => `The file contains more than ${max} documents. Split it.`,
    tooManyValues: (max) => `The document contains more than ${max} values after its aliases are expanded.`,
    tab: 'This line is indented with a tab, which YAML does not allow. Replace each tab with two spaces.',
    oldVersion: 'YAML 1.1 is not supported: it reads yes as true and 010 as 8. Remove this line: specs are YAML 1.2.',
    mergeKey: 'Merge keys (<<) are not part of YAML 1.2. Write out the fields here.',
    noAnchor: (name) => `There is no anchor &${(0,format_value/* printable */.g$)(name)} above this alias. Put the value in quotes if the * is part of it.`,
    endless: (name) => `The alias *${(0,format_value/* printable */.g$)(name)} is inside the value it refers to. Write out the value.`,
    severalValues: 'This is more than one value. Put it in quotes if it is meant as one text.',
    template: 'Nothing replaces {{ }} in this file. Write the value itself, or use the input "set".',
    linked: 'Anchors (&), aliases (*) and tags (!) work only in files. Put the value in quotes if the character is part of it.',
    duplicate: (field, line) => `${field} is set twice, first on line ${line}. Remove one of the two.`,
    tag: (field, tag) => `${field || 'The document'} has the tag ${(0,format_value/* printable */.g$)(tag.replace('tag:yaml.org,2002:', '!!'))}, which is not allowed here. Remove the tag, or quote the value if the ! is part of it.`,
};
/** Message for a list, mapping or quoted text that is not closed. */
function unclosedMessage(opening, insideBlock) {
    if (opening === '[' || opening === '{') {
        const closing = opening === '[' ? ']' : '}';
        const indent = insideBlock ? ', and indent all lines up to it further than the key' : '';
        return `This ${opening} is not closed. Add ${closing}${indent}.`;
    }
    return `The text that starts here has no closing quote. Add ${opening} at its end.`;
}
/** Message for a key that is not text; `source` is undefined for lists, mappings and aliases. */
function badKeyMessage(source) {
    if (source === undefined) {
        return 'A list, mapping or alias cannot be a key. If it is meant as text, put all of it in quotes.';
    }
    if (source === '')
        return 'The key before this colon is missing.';
    return `The key ${(0,format_value/* printable */.g$)(source)} is not text, and specs have no such field. Put it in quotes if it is meant as text.`;
}
/** Message for a document that is not a mapping. */
function topLevelMessage(value, source, { number, count }) {
    if (value === null && source === '') {
        if (count === 1)
            return PARSE_MESSAGES.onlyComments;
        return `Document ${number} of ${count} is empty. Remove its --- line, or add a spec below it.`;
    }
    const expected = 'A spec is a mapping that starts with job_type.';
    if (Array.isArray(value))
        return `The top level is a list. ${expected} For several jobs, put --- between the specs.`;
    const hint = /^[\w-]+:\S/.test(source) ? 'Put a space after each colon.' : 'Write fields as "key: value".';
    return `The top level is ${typeof value === 'string' ? (0,format_value/* quote */.hD)(value) : (0,format_value/* printable */.g$)(source)}. ${expected} ${hint}`;
}
/** Checks that JSON can represent a number without changing its value. */
function findNumberError(field, value, source = '') {
    if (Number.isNaN(value) || /inf$/i.test(source))
        return `${field} is ${(0,format_value/* printable */.g$)(source)}. Write a finite number.`;
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        return `${field} is ${(0,format_value/* printable */.g$)(source)}, too large to be sent exactly. The largest number allowed is ${Number.MAX_SAFE_INTEGER}.`;
    }
    const digits = source.replace(/e.*$/i, '');
    if (value === 0 && /[1-9]/.test(digits)) {
        return `${field} is ${(0,format_value/* printable */.g$)(source)}, so small that it would be sent as 0. Write 0, or a number of at least 5e-324.`;
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
 * Whether a value may have this tag: none, `!`, or a tag of the core schema that matches its type. `kind` is `map`, `seq`
 * or the `typeof` of a scalar.
 */
function isTagAllowed(tag, kind) {
    if (tag === undefined || tag === '!')
        return true;
    const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : '';
    return Object.hasOwn(CORE_KINDS, name) && CORE_KINDS[name] === kind;
}

;// CONCATENATED MODULE: ./build/job-spec/yaml/explain-yaml-error.js


/**
 * Explains a syntax error in one line, and moves it to its likely cause: the opening bracket or quote that is not closed,
 * or the line with the wrong indentation.
 */
function explainYamlError(error, text) {
    const { code, offset, opening } = error;
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineText = text.slice(lineStart, lineStart + 200);
    if (/^ *\t/.test(lineText))
        return { offset: lineStart, message: PARSE_MESSAGES.tab };
    if (opening !== undefined)
        return {
            offset: opening,
            message: unclosedMessage(text.charAt(opening), text.includes('\n') && error.message.includes('indented')),
        };
    const dash = /^ *-(?=[^\s-])/.exec(lineText);
    if (dash)
        return { offset: lineStart + dash[0].length, message: 'Put a space after the dash.' };
    const habit = HABITS.find(({ pattern }) => pattern.test(lineText.split(/\r?\n/, 1)[0] ?? ''));
    if (habit)
        return { offset: lineStart, message: habit.message };
    const colon = /^ *(?:- +)?[\w-]+:(?=[^\s:/])/.exec(lineText);
    if (colon && ['MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY'].includes(code))
        return { offset: lineStart + colon[0].length, message: 'Put a space after the colon.' };
    const rest = /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
    if (code === 'BLOCK_AS_IMPLICIT_KEY' && error.message.includes('compact') && !/:(?:\s|$)/.test(rest)) {
        const nextLine = offset + rest.length + (/^\s*/.exec(text.slice(offset + rest.length))?.[0].length ?? 0);
        return { offset: nextLine, message: MISALIGNED };
    }
    const template = YAML_ERROR_MESSAGES.find((each) => each.code === code && (each.pattern?.test(error.message) ?? true));
    if (!template)
        return { offset, message: `Invalid YAML: ${(0,format_value/* printable */.g$)(error.message)}` };
    return { offset, message: typeof template.message === 'string' ? template.message : template.message(rest) };
}
/** Lines that are no YAML, but are written as elsewhere. */
const HABITS = [
    { pattern: /^\s*\/\//, message: 'Comments in a spec start with #, not with //.' },
    {
        pattern: /^(?:\s+-{3}|\s*-{4,})\s*$/,
        message: 'Between two specs, write --- alone at the start of a line.',
    },
    {
        pattern: /^\s*\w+\s*：/,
        message: 'This line has a full-width colon (U+FF1A). Write a colon and a space.',
    },
];
const NOT_A_PAIR = 'Expected a key, a colon and a space here, as in "batch_size: 8".';
const MISALIGNED = 'This line is indented differently from the rest of its block. Give all lines of the block the same indentation.';
const MISSING_COMMA = 'A comma is missing before this, or an earlier bracket or quote is not closed.';
/** The first match wins; other errors keep the message of the parser. Codes as in yaml 2.x, errors.d.ts. */
const YAML_ERROR_MESSAGES = [
    { code: 'TAB_AS_INDENT', message: PARSE_MESSAGES.tab },
    { code: 'BAD_INDENT', pattern: /flow|must end with/i, message: MISSING_COMMA },
    { code: 'BAD_INDENT', message: MISALIGNED },
    { code: 'MISSING_CHAR', pattern: /followed by map values/, message: NOT_A_PAIR },
    { code: 'MISSING_CHAR', pattern: /Comments must be/, message: 'Put a space before the # of a comment.' },
    { code: 'MISSING_CHAR', pattern: /Missing , or :/, message: 'A comma or a colon is missing before this.' },
    { code: 'MISSING_CHAR', pattern: /Missing , /, message: MISSING_COMMA },
    { code: 'MISSING_CHAR', pattern: /space after :/, message: 'Put a space after the colon.' },
    {
        code: 'MISSING_CHAR',
        pattern: /doc-start|directives-end indicator/,
        message: 'The document after a % line must start with a --- line.',
    },
    {
        code: 'MISSING_CHAR',
        pattern: /same line with directives-end/,
        message: 'Start on a new line after ---.',
    },
    {
        code: 'MISSING_CHAR',
        pattern: /without - indicator/,
        message: 'Every item of this list must start with "- ".',
    },
    { code: 'MISSING_CHAR', pattern: /Tags and anchors/, message: 'A space is missing before this.' },
    {
        code: 'MISSING_CHAR',
        pattern: /Block scalars/,
        message: 'The first lines of this text are indented further than the rest.',
    },
    {
        code: 'MISSING_CHAR',
        pattern: /block sequence props/,
        message: 'Start a list with dashes on a new line, below its anchor or tag.',
    },
    {
        code: 'BLOCK_AS_IMPLICIT_KEY',
        pattern: /compact mappings/,
        message: 'This value contains another colon. Put the value in quotes if the colon is part of it, or start a new line.',
    },
    { code: 'BLOCK_AS_IMPLICIT_KEY', message: MISALIGNED },
    {
        code: 'MULTILINE_IMPLICIT_KEY',
        message: 'The text that starts here continues on the next line. Is a colon or a comma missing, or is the next line indented too far?',
    },
    {
        code: 'BLOCK_IN_FLOW',
        message: 'Inside brackets or braces, separate values with commas. Is a comma missing here?',
    },
    {
        code: 'BAD_SCALAR_START',
        message: (rest) => `A value cannot start with ${(0,format_value/* printable */.g$)(rest.slice(0, 1))} unless it is in quotes.`,
    },
    {
        code: 'BAD_DQ_ESCAPE',
        message: (rest) => `${(0,format_value/* printable */.g$)(rest.slice(0, 2))} is not a valid escape in double quotes. Use single quotes, or write \\\\ for a backslash.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /Block scalar header|Not a YAML token/,
        message: (rest) => `After | or >, the text starts on the next line, so ${(0,format_value/* quote */.hD)(rest)} is not allowed here. Quote the value if it is a single line.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /Unexpected [:?] in/,
        message: (rest) => `This ${rest.slice(0, 1)} is not allowed here. Put the text in quotes if the ${rest.slice(0, 1)} is part of it.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /Unexpected (,|empty item)/,
        message: 'There is an extra comma here.',
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /flow-(map|seq)-end/,
        message: (rest) => `This ${rest.slice(0, 1)} has no opening bracket.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /block-seq-ind on same line/,
        message: 'A list with dashes must start on the line below its key. On one line, write [a, b].',
    },
    {
        code: 'UNEXPECTED_TOKEN',
        message: 'The value ends before this. Is a closing quote or bracket in the wrong place, or a line break missing?',
    },
    {
        code: 'BAD_ALIAS',
        message: 'A name must follow & or *. Quote the value if the character is part of it.',
    },
    { code: 'ALIAS_PROPS', message: 'An alias (*name) cannot have an anchor or a tag of its own.' },
    { code: 'MULTIPLE_ANCHORS', message: 'A value can have only one anchor (&name).' },
    {
        code: 'MULTIPLE_TAGS',
        message: 'A value can have only one tag (!name). Remove the tags: specs do not need any.',
    },
    { code: 'BAD_PROP_ORDER', message: 'An anchor or a tag must follow the "-", "?" or ":", not precede it.' },
    {
        code: 'TAG_RESOLVE_FAILED',
        message: 'This tag (!name) is unknown. Remove it, or quote the value if the ! is part of it.',
    },
    { code: 'KEY_OVER_1024_CHARS', message: 'This key is longer than 1024 characters. Is a quote not closed?' },
    { code: 'RESOURCE_EXHAUSTION', message: PARSE_MESSAGES.tooDeep },
    {
        code: 'BAD_DIRECTIVE',
        pattern: /YAML version/,
        message: 'This YAML version is not supported. Remove the line: specs are YAML 1.2.',
    },
    {
        code: 'BAD_DIRECTIVE',
        message: (rest) => `The line ${(0,format_value/* quote */.hD)(rest)} is not needed in a spec. Remove it.`,
    },
];

;// CONCATENATED MODULE: ./build/job-spec/yaml/node-reader.js




const MAX_VALUES = 100_000;
/** Converts the nodes of one document to plain values. */
class NodeReader {
    nodes = new Map();
    invalidPointers = new Set();
    errors = [];
    #positionAt;
    #anchors = new Map();
    /** The node that each alias refers to. Resolved on first use, because a later anchor may have the same name. */
    #targets = new Map();
    #ancestors = [];
    #values = 0;
    constructor(positionAt) {
        this.#positionAt = positionAt;
    }
    get exceedsLimit() {
        return this.#values > MAX_VALUES;
    }
    /** Returns the value of a node and records its position; undefined if it is invalid and has an error. */
    read(node, pointer, key) {
        const start = node === null ? job_spec_document/* START */.d3 : this.#positionAt(node.range[0]);
        const isAbsent = node === null || ((0,dist/* isScalar */.jn)(node) && node.source === '' && node.type === 'PLAIN');
        const position = isAbsent && key ? key : start;
        this.#values += 1;
        if (this.exceedsLimit)
            return this.#reportOverflow(position);
        const source = (0,dist/* isScalar */.jn)(node) ? node.source : '';
        const isQuoted = (0,dist/* isScalar */.jn)(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
        this.nodes.set(pointer, { keyPosition: key, valuePosition: position, source, isQuoted });
        if (node === null)
            return null;
        if (this.#ancestors.length >= MAX_DEPTH)
            return this.#reject(pointer, position, PARSE_MESSAGES.tooDeep);
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#alias(node, pointer, key);
        if (node.anchor !== undefined && !this.#ancestors.some(dist/* isAlias */.Vj))
            this.#anchors.set(node.anchor, node);
        if (!hasAllowedTag(node))
            return this.#reject(pointer, position, PARSE_MESSAGES.tag((0,format_value/* fieldPath */.cn)(pointer), node.tag ?? ''));
        if ((0,dist/* isScalar */.jn)(node))
            return this.#scalar(node, pointer, position);
        return this.#descend(node, () => (0,dist/* isMap */.jh)(node)
            ? this.#mapping(node, pointer)
            : node.items.map((item, i) => this.read(item, (0,job_spec_document/* childPointer */.Y2)(pointer, i))));
    }
    #scalar(node, pointer, position) {
        const { value } = node;
        const error = typeof value === 'number' ? findNumberError((0,format_value/* fieldPath */.cn)(pointer), value, node.source) : undefined;
        return error === undefined ? value : this.#reject(pointer, position, error);
    }
    #alias(node, pointer, key) {
        if (!this.#targets.has(node))
            this.#targets.set(node, this.#anchors.get(node.source));
        const target = this.#targets.get(node);
        const position = this.#positionAt(node.range[0]);
        if (!target)
            return this.#reject(pointer, position, PARSE_MESSAGES.noAnchor(node.source));
        if (this.#ancestors.includes(target))
            return this.#reject(pointer, position, PARSE_MESSAGES.endless(node.source));
        return this.#descend(node, () => this.read(target, pointer, key));
    }
    #mapping(node, pointer) {
        const entries = new Map();
        for (const { key, value } of node.items) {
            const position = this.#positionAt(key.range[0]);
            const name = (0,dist/* isScalar */.jn)(key) && hasAllowedTag(key) ? key.value : undefined;
            if (typeof name !== 'string') {
                const message = isTemplate(node)
                    ? PARSE_MESSAGES.template
                    : badKeyMessage((0,dist/* isScalar */.jn)(key) ? key.source : undefined);
                this.errors.push({ ...position, message });
                // Suppresses errors about missing fields: the invalid key may be one of them.
                this.invalidPointers.add(`${pointer}/<<`);
                if (pointer !== '')
                    this.invalidPointers.add(pointer);
                continue;
            }
            const child = (0,job_spec_document/* childPointer */.Y2)(pointer, name);
            if (name === '<<' && (0,dist/* isScalar */.jn)(key) && key.type === 'PLAIN')
                this.#reject(child, position, PARSE_MESSAGES.mergeKey);
            else if (entries.has(name)) {
                const field = (0,format_value/* fieldPath */.cn)(child);
                const message = PARSE_MESSAGES.duplicate(field, this.nodes.get(child)?.keyPosition?.line ?? position.line);
                this.errors.push({ ...position, field, message });
            }
            else
                entries.set(name, this.read(value, child, position));
        }
        return Object.fromEntries(entries);
    }
    #descend(node, read) {
        this.#ancestors.push(node);
        const value = read();
        this.#ancestors.pop();
        return value;
    }
    #reportOverflow(position) {
        if (this.#values === MAX_VALUES + 1)
            this.errors.push({ ...position, message: PARSE_MESSAGES.tooManyValues(MAX_VALUES) });
        return undefined;
    }
    #reject(pointer, position, message) {
        this.invalidPointers.add(pointer);
        this.errors.push({ ...position, field: pointer === '' ? undefined : (0,format_value/* fieldPath */.cn)(pointer), message });
        return undefined;
    }
}
/** `{{ name }}` is a mapping whose only key is a mapping. */
function isTemplate({ flow, items: [first, ...others] }) {
    return flow === true && others.length === 0 && (0,dist/* isMap */.jh)(first?.key) && first.value === null;
}
function hasAllowedTag(node) {
    return isTagAllowed(node.tag, (0,dist/* isScalar */.jn)(node) ? typeof node.value : (0,dist/* isMap */.jh)(node) ? 'map' : 'seq');
}

;// CONCATENATED MODULE: ./build/job-spec/yaml/parse.js






const MAX_DOCUMENTS = 1000;
const OPTIONS = {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // The library compares every key with every other key; our check is linear and reports where the first one is.
    uniqueKeys: false,
    prettyErrors: false,
};
/**
 * Parses YAML 1.2 (core schema) or JSON and records the position of every value. Reports the first syntax error of each
 * document or, if there is none, everything that is not allowed (duplicate and merge keys, tags, NaN, ...). Never throws,
 * and limits nesting, the number of documents and the expansion of aliases.
 */
function parseText(text) {
    try {
        const { count, results } = parseDocuments(text);
        const errors = results.flatMap((each) => each.errors);
        return {
            count,
            documents: results.flatMap(({ document }) => document ?? []),
            errors: dedupeByLocation(errors),
        };
    }
    catch {
        // The parser is recursive and does not catch every stack overflow itself.
        return { count: 1, documents: [], errors: [{ ...job_spec_document/* START */.d3, message: PARSE_MESSAGES.tooDeep }] };
    }
}
/** Prepended to a value, so that it is parsed like the value of a key in a spec. */
const KEY_PREFIX = 'x: ';
/**
 * Parses text as the value at a pointer, exactly like a value behind a key in a spec. `line` is the line that the text is
 * from, for positions. Never throws.
 */
function parseValue(text, pointer, line) {
    try {
        return readValue(KEY_PREFIX + text, pointer, line);
    }
    catch {
        return { ok: false, messages: [PARSE_MESSAGES.tooDeep] };
    }
}
function readValue(text, pointer, line) {
    const fail = (message) => ({
        ok: false,
        messages: [`${(0,format_value/* fieldPath */.cn)(pointer)}: ${message}`],
    });
    const positionAt = (offset) => ({ line, column: offset + 1 - KEY_PREFIX.length });
    const [document, ...more] = (0,dist/* parseAllDocuments */.hR)(text, OPTIONS);
    const [error] = document?.errors ?? [];
    if (error)
        return fail(toParseError(document, error, { text, positionAt }).message);
    const items = document && (0,dist/* isMap */.jh)(document.contents) ? document.contents.items : [];
    const node = items[0]?.value ?? null;
    if (items.length !== 1 || more.length > 0)
        return fail(PARSE_MESSAGES.severalValues);
    if (node !== null && hasAnchorAliasOrTag(node))
        return fail(PARSE_MESSAGES.linked);
    const reader = new NodeReader(positionAt);
    const value = reader.read(node, pointer);
    return reader.errors.length > 0
        ? { ok: false, messages: reader.errors.map(({ message }) => message) }
        : { ok: true, value, nodes: reader.nodes };
}
function hasAnchorAliasOrTag(node) {
    let isFound = false;
    (0,dist/* visit */.YR)(node, {
        Node: (_key, each) => {
            isFound ||= (0,dist/* isAlias */.Vj)(each) || each.anchor !== undefined || each.tag !== undefined;
        },
    });
    return isFound;
}
/** An error inside an anchored value is found once per alias. Keeps the first one. */
function dedupeByLocation(errors) {
    const byLocation = new Map(errors.toReversed().map((error) => [`${error.line}:${error.column}`, error]));
    return [...byLocation.values()].reverse();
}
function parseDocuments(text) {
    const lines = new dist/* LineCounter */.HN();
    const stream = (0,dist/* parseAllDocuments */.hR)(text, { ...OPTIONS, lineCounter: lines });
    const positionAt = (offset) => {
        const { line, col } = lines.linePos(offset);
        return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
    };
    if ('empty' in stream) {
        const [yamlError] = stream.errors;
        const message = text.trim() === '' ? PARSE_MESSAGES.emptyFile : PARSE_MESSAGES.onlyComments;
        const error = yamlError ? toParseError(undefined, yamlError, { text, positionAt }) : { ...job_spec_document/* START */.d3, message };
        return { count: 0, results: [{ errors: [error] }] };
    }
    const count = stream.length;
    const results = stream
        .slice(0, MAX_DOCUMENTS)
        .map((document, i) => readDocument(document, { text, positionAt }, { number: i + 1, count }));
    const firstOverLimit = stream[MAX_DOCUMENTS]?.range[0];
    if (firstOverLimit !== undefined)
        results.push({
            errors: [{ ...positionAt(firstOverLimit), message: PARSE_MESSAGES.tooManyDocuments(MAX_DOCUMENTS) }],
        });
    return { count, results };
}
function readDocument(document, source, index) {
    const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
    if (error)
        return { errors: [toParseError(document, error, source)] };
    const reader = new NodeReader(source.positionAt);
    const value = reader.read(document.contents, '');
    const errors = [...findVersionErrors(document, source), ...reader.errors];
    const { nodes, invalidPointers, exceedsLimit } = reader;
    if ((0,job_spec_document/* isMapping */.pi)(value) && !exceedsLimit) {
        const isComplete = errors.length === 0;
        return {
            document: { number: index.number, value, isComplete, nodes, invalidPointers },
            errors,
        };
    }
    if (reader.errors.length > 0)
        return { errors };
    const root = nodes.get('') ?? { source: '', valuePosition: job_spec_document/* START */.d3 };
    const position = root.source === '' ? source.positionAt(document.range[0]) : root.valuePosition;
    return { errors: [...errors, { ...position, message: topLevelMessage(value, root.source, index) }] };
}
function toParseError(document, error, source) {
    const { code, message, pos } = error;
    const isUnclosed = /closing|end with a/.test(message);
    const opening = isUnclosed && document ? findOpening(document, source.text, pos[0]) : undefined;
    const { offset, message: explanation } = explainYamlError({ code, message, offset: pos[0], opening }, source.text);
    return { ...source.positionAt(offset), message: explanation };
}
/** The offset of the innermost bracket or quote that is still open at `offset`. */
function findOpening(document, text, offset) {
    let opening;
    const check = (_key, node) => {
        const start = node.range?.[1] === offset ? node.range[0] : undefined;
        if (start !== undefined && /[[{'"]/.test(text.charAt(start)))
            opening = start;
    };
    (0,dist/* visit */.YR)(document, { Scalar: check, Collection: check });
    return opening;
}
/** Rejects `%YAML 1.1`, which reads `yes` as true and `010` as 8. */
function findVersionErrors({ directives, range }, { text, positionAt }) {
    if (directives.yaml.version === '1.2')
        return [];
    return [{ ...positionAt(text.lastIndexOf('%YAML', range[0])), message: PARSE_MESSAGES.oldVersion }];
}

;// CONCATENATED MODULE: ./build/job-spec/encoding.js
/** Recognized by the byte order mark or by the zeros of the first ASCII characters. The longer marks come first. */
const UNSUPPORTED_ENCODINGS = [
    { name: 'UTF-32 (little-endian)', iconv: 'UTF-32LE', prefixes: ['ff fe 00 00', 'x 00 00 00'] },
    { name: 'UTF-32 (big-endian)', iconv: 'UTF-32BE', prefixes: ['00 00 fe ff', '00 00 00 x'] },
    { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE', prefixes: ['ff fe', 'x 00 x 00'] },
    { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE', prefixes: ['fe ff', '00 x 00 x'] },
];
/** C0 controls other than tab and line ends, and DEL: allowed neither in YAML 1.2 (section 5.1) nor in JSON strings. */
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_CR = /\r(?!\n)/;
const CONFLICT_MARKER = /^(?:<{7}|>{7}) /m;
const CODE_FENCE = /^```/m;
const INVISIBLE_INDENT = /^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m;
/** After the dash of a list item, or the colon of a key at the start of a line. */
const INVISIBLE_SEPARATOR = /^[ \t]*(?:-|(?:- )?["']?[\w$.-]+["']? ?:) *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m;
/**
 * Decodes a file, which must be UTF-8 (a byte order mark is dropped) without invalid characters or markup of other tools.
 * Never throws.
 */
function decodeText(bytes) {
    const encoding = UNSUPPORTED_ENCODINGS.find(({ prefixes }) => prefixes.some((prefix) => hasPrefix(bytes, prefix.split(' '))));
    if (encoding) {
        const message = `The file is encoded in ${encoding.name}, but a spec must be UTF-8. Convert it: iconv -f ${encoding.iconv} -t UTF-8`;
        return { line: 1, column: 1, message };
    }
    try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return findInvalidCharacter(text) ?? findForeignMarkup(text) ?? text;
    }
    catch {
        return findInvalidByte(bytes);
    }
}
function positionOf(text, offset) {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
function hasPrefix(bytes, prefix) {
    return prefix.every((expected, i) => {
        const byte = bytes[i];
        return byte !== undefined && (expected === 'x' ? byte !== 0 : byte === parseInt(expected, 16));
    });
}
/** Finds characters that YAML forbids, or that look like spaces. */
function findInvalidCharacter(text) {
    const control = CONTROL_CHARACTER.exec(text);
    if (control) {
        const code = formatCodePoint(control[0]);
        const message = code === 'U+0000'
            ? 'The file contains a zero byte here, so it is not a text file. Specify a YAML or JSON file.'
            : `The control character ${code} is not allowed. Delete it (most editors do not show it).`;
        return { ...positionOf(text, control.index), message };
    }
    const cr = LONE_CR.exec(text);
    if (cr) {
        const message = 'This line ends with a lone CR (classic Mac line ending). Save the file with LF or CRLF line endings.';
        return { ...positionOf(text, cr.index), message };
    }
    const indent = INVISIBLE_INDENT.exec(text);
    if (indent) {
        const message = `This line begins with ${formatCodePoint(indent[1] ?? '')}, which only looks like a space. Replace it with ordinary spaces.`;
        return { ...positionOf(text, indent.index + indent[0].length - 1), message };
    }
    const separator = INVISIBLE_SEPARATOR.exec(text);
    if (!separator)
        return undefined;
    const message = `This is ${formatCodePoint(separator[1] ?? '')}, which only looks like a space. Replace it with an ordinary space.`;
    return { ...positionOf(text, separator.index + separator[0].length - 1), message };
}
/** Finds merge conflict markers and Markdown fences, for which the YAML parser would report a misleading error. */
function findForeignMarkup(text) {
    const conflict = CONFLICT_MARKER.exec(text);
    if (conflict) {
        const message = 'Unresolved merge conflict. Keep one side and delete the conflict markers.';
        return { ...positionOf(text, conflict.index), message };
    }
    const fence = CODE_FENCE.exec(text);
    if (fence) {
        return {
            ...positionOf(text, fence.index),
            message: 'The line ``` is a Markdown code fence, not part of a spec. Delete it.',
        };
    }
    return findJsonLines(text);
}
/** Finds a JSON object on each line, which is not a JSON document. */
function findJsonLines(text) {
    const [first = '', second = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (![first, second].every(isJsonObject))
        return undefined;
    const message = first.includes('"job_type"')
        ? 'Every line of this file is a JSON document of its own. Put a line --- between the specs.'
        : 'This is JSON Lines, a format for training data, not a spec. A spec names its data in dataset_ids.';
    return { line: 1, column: 1, message };
}
function isJsonObject(line) {
    if (!/^\s*\{.*\}\s*$/.test(line))
        return false;
    try {
        JSON.parse(line);
        return true;
    }
    catch {
        return false;
    }
}
function formatCodePoint(character) {
    return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
/** Decodes byte by byte up to the first invalid one. The bytes must be known to contain one. */
function findInvalidByte(bytes) {
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
        // The invalid character begins at `start`.
    }
    const byte = (bytes[start] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const message = `The byte 0x${byte} is not valid UTF-8, which a spec must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8`;
    return { ...positionOf(text, text.length), message };
}

// EXTERNAL MODULE: ./build/job-spec/contract-fields.js + 1 modules
var contract_fields = __webpack_require__(4760);
;// CONCATENATED MODULE: ./build/job-spec/override-lines.js




const MAX_LINE_LENGTH = 20_000;
const EXAMPLE = 'such as hyperparameters.batch_size=16';
const SEVERAL_LINES = 'toJSON writes line breaks. Use jq -c, or set each field on a line of its own.';
/**
 * Joins lines that belong together: a value in brackets over several lines, and an indented block of YAML. Each is one
 * mistake, so it gets one error. A bracket that is never closed joins nothing.
 */
function joinLines(texts) {
    const lines = [];
    for (let n = 0; n < texts.length; n += 1) {
        const end = Math.max(lastBracketedLine(texts, n), lastIndentedLine(texts, n));
        lines.push({ line: n + 1, text: texts.slice(n, end + 1).join('\n') });
        n = end;
    }
    return lines;
}
function lastBracketedLine(texts, start) {
    const [, value] = /=\s*([[{].*)/.exec(texts[start] ?? '') ?? [];
    if (value === undefined || value.length > MAX_FIRST_LINE || parseValue(value, '', start).ok)
        return start;
    let depth = 0;
    for (let n = start; n < texts.length; n += 1) {
        for (const [token] of (texts[n] ?? '').matchAll(QUOTED_OR_BRACKET)) {
            if ('[{'.includes(token))
                depth += 1;
            else if (']}'.includes(token))
                depth -= 1;
        }
        if (depth <= 0)
            return n;
    }
    return start;
}
/** What toJSON writes, and people, breaks early. */
const MAX_FIRST_LINE = 200;
const QUOTED_OR_BRACKET = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g;
function lastIndentedLine(texts, start) {
    if (!/^\s*[\w.]+:\s*$/.test(texts[start] ?? ''))
        return start;
    const indentOf = (text = '') => text.search(/\S|$/);
    const next = texts.findIndex((text, n) => n > start && indentOf(text) <= indentOf(texts[start]));
    return (next === -1 ? texts.length : next) - 1;
}
/** Checks everything of an override but its value. `path` is what is before the first `=`. */
function findLineError(text, path) {
    if (text.length > MAX_LINE_LENGTH)
        return `This line has ${text.length} characters, more than ${MAX_LINE_LENGTH}. Put the value into the file instead.`;
    if (text.startsWith('#'))
        return `${(0,format_value/* quote */.hD)(text)} is not an override, and this input does not support comments. Remove the line.`;
    const name = path.join('.');
    if (text.includes('\n') && text.includes('='))
        return `The value of ${(0,format_value/* printable */.g$)(name)} has several lines, but an override has one. ${SEVERAL_LINES}`;
    const explanation = explainLine(text);
    if (explanation !== undefined)
        return explanation;
    if (!text.includes('='))
        return `${(0,format_value/* quote */.hD)(text)} has no =. Write path=value, ${EXAMPLE}.`;
    if (name === '')
        return `The field before the = is missing. Write path=value, ${EXAMPLE}.`;
    if (path.some((segment) => segment.trim() === ''))
        return `The path ${(0,format_value/* quote */.hD)(name)} has an extra dot. Write path=value, ${EXAMPLE}.`;
    const [, list = '', index = ''] = /^([^[\]]+)\[(\d+)\]$/.exec(name) ?? [];
    if (list !== '')
        return `Write the index of a list item after a dot: ${(0,format_value/* printable */.g$)(list)}.${(0,format_value/* printable */.g$)(index)}=value.`;
    return path.length > MAX_DEPTH ? `The path ${(0,format_value/* quote */.hD)(name)} has more than ${MAX_DEPTH} parts.` : undefined;
}
/** Recognizes how other tools write such lines. */
function explainLine(text) {
    if (/^(["'`]).*\1,?$/.test(text))
        return `Remove the quotes around ${(0,format_value/* quote */.hD)(text)}.`;
    const [, prefix = ''] = /^((?:-+(?:set\b)?|\$\.|\*|set\b|export\b)\s*)[\w.]+\s*=/.exec(text) ?? [];
    if (prefix !== '' && (0,contract_fields/* isContractPath */.gP)(pathOf(text.slice(prefix.length))))
        return `Remove ${(0,format_value/* quote */.hD)(prefix.trim())} from the start of the line.`;
    const [, target = '', operator = ''] = /^([\w.]+)\s*([:+?]=|==(?=\s*\S))/.exec(text) ?? [];
    if ((0,contract_fields/* isContractPath */.gP)(target.split('.')))
        return `Write = instead of ${operator}.`;
    const [, field = ''] = /^["']?([\w.]+)["']?\s*:(?:\s|$)/.exec(text) ?? [];
    if (field !== '' && !text.includes('='))
        return explainYamlLine(text, field);
    if (text.startsWith('{'))
        return `This is a JSON object. Write one path=value per line, ${EXAMPLE}.`;
    const second = text
        .split(/(?:[\s,;&]|\\n)+/)
        .slice(1)
        .find((part) => /^[\w.]+=/.test(part) && (0,contract_fields/* isContractPath */.gP)(pathOf(part)));
    if (second !== undefined)
        return `Put ${(0,format_value/* printable */.g$)(pathOf(second).join('.'))} on a line of its own.`;
    return undefined;
}
function explainYamlLine(text, field) {
    const value = text.slice(text.indexOf(':') + 1).trim();
    if (value === '' || text.includes('\n'))
        return `${(0,format_value/* quote */.hD)(text)} has no =. Write the full path and the value on one line, ${EXAMPLE}.`;
    return `Write = instead of the colon: ${(0,format_value/* printable */.g$)(field)}=${(0,format_value/* printable */.g$)(value)}`;
}
function pathOf(text) {
    return text.slice(0, text.indexOf('=')).trim().split('.');
}

;// CONCATENATED MODULE: ./build/job-spec/overrides.js





const MAX_LINES = 100;
/** Makes the value stand where it would in a file. */
const overrides_KEY_PREFIX = 'x: ';
/**
 * Parses the `set` input: one `dotted.path=value` per line, with a YAML value. Ignores blank lines and whitespace around
 * path and value. If two lines set the same field, the later one wins. Never throws, and bounds time and memory for any
 * text.
 */
function parseOverrides(input) {
    const lines = joinLines(input.split(/\r?\n/))
        .map(({ line, text }) => ({ line, text: text.trim() }))
        .filter((each) => each.text !== '');
    const firstOverLimit = lines[MAX_LINES];
    if (firstOverLimit) {
        const message = `There are more than ${MAX_LINES} lines. Put the values into the file instead.`;
        return { overrides: [], issues: [{ level: 'error', line: firstOverLimit.line, message }] };
    }
    const parsed = lines.map(({ line, text }) => parseLine(text, line));
    const all = parsed.flatMap(({ override }) => override ?? []);
    const issues = [...parsed.flatMap((each) => each.issues), ...findRepeated(all), ...findConflicting(all)];
    return {
        overrides: all.filter((each) => findLatest(each, all) === each),
        issues: issues.sort((a, b) => a.line - b.line),
    };
}
function parseLine(text, line) {
    const equals = text.indexOf('=');
    const path = text.slice(0, Math.max(equals, 0)).trim().split('.');
    const error = findLineError(text, path);
    if (error !== undefined)
        return { issues: [{ level: 'error', line, message: error }] };
    const pointer = path.reduce(job_spec_document/* childPointer */.Y2, '');
    const value = parseOverrideValue(text.slice(equals + 1).trim(), pointer, line);
    if (!value.ok) {
        const field = (0,format_value/* fieldPath */.cn)(pointer);
        const issues = value.messages.map((message) => ({ level: 'error', line, field, message }));
        return { override: { line, path, pointer }, issues };
    }
    const nodes = new Map([...value.nodes].map(([at, node]) => [at, { ...node, overrideLine: line }]));
    return { override: { line, path, pointer, content: { value: value.value, nodes } }, issues: [] };
}
function parseOverrideValue(source, pointer, line) {
    const text = decodeText(new TextEncoder().encode(overrides_KEY_PREFIX + source));
    if (typeof text !== 'string')
        return { ok: false, messages: [`${(0,format_value/* fieldPath */.cn)(pointer)}: ${text.message}`] };
    const parsed = parseValue(text.slice(overrides_KEY_PREFIX.length), pointer, line);
    if (!parsed.ok)
        return parsed;
    const isEmpty = parsed.value === null && parsed.nodes.get(pointer)?.source === '';
    if (!isEmpty && !containsBlankText(parsed.value))
        return parsed;
    return { ok: false, messages: [emptyValueMessage((0,format_value/* fieldPath */.cn)(pointer))] };
}
/** An empty text is hardly intended: `"${{ … }}"` becomes one if the output in it is not set. */
function containsBlankText(value) {
    if (typeof value === 'string')
        return value.trim() === '';
    return typeof value === 'object' && value !== null && Object.values(value).some(containsBlankText);
}
function emptyValueMessage(field) {
    return `${field} is set to an empty value. If the value is an output of an earlier step or job, that output was not set: check the names of the step and the output, and that the step or job ran to completion. To keep the value from the file, remove the line.`;
}
function findLatest({ pointer }, all) {
    return all.findLast((each) => each.pointer === pointer);
}
function findRepeated(all) {
    return all.flatMap((each) => {
        const last = findLatest(each, all);
        if (last === undefined || last === each)
            return [];
        const field = (0,format_value/* fieldPath */.cn)(each.pointer);
        const message = `${field} is set again on line ${last.line}, and that value takes precedence. Is one of the two a mistake?`;
        return [{ level: 'warning', line: each.line, field, message }];
    });
}
/** Finds fields that are set both as a whole and in part. */
function findConflicting(all) {
    return all.flatMap((each, n) => {
        const other = all.slice(0, n).find((earlier) => isInside(each, earlier) || isInside(earlier, each));
        if (other === undefined)
            return [];
        const [field, earlier] = [each, other].map(({ pointer }) => (0,format_value/* fieldPath */.cn)(pointer));
        const [inner, outer] = isInside(each, other) ? [field, earlier] : [earlier, field];
        const message = `${inner} is part of ${outer}, and line ${other.line} sets ${earlier}. Set only one of the two.`;
        return [{ level: 'error', line: each.line, field, message }];
    });
}
function isInside({ pointer }, { pointer: outer }) {
    return pointer.startsWith(`${outer}/`);
}

;// CONCATENATED MODULE: ./build/job-spec/explain-path.js
const ONE_PER_LINE = 'Write one path per line in the input "spec", without commas, quotes and brackets.';
const SPEC_ITSELF = 'The input "spec" takes the path of a file, not the spec itself. Save the spec in a file of the repository.';
/** The patterns below take quadratic time. */
const MAX_LENGTH = 2000;
/** Ends like a spec, or selects several. */
const LOOKS_LIKE_A_PATH = /\.(?:ya?ml|json)$|[*?]/i;
/** A separator outside of braces, in which a comma belongs to the glob. */
const SEPARATOR = /(?:[,;|\s]|%0A|\\n)+(?![^{]*\})/i;
/**
 * Explains a `spec` input that as a whole is something else than lines with paths, such as a JSON list. Undefined if each
 * line can be judged alone.
 */
function explainInput(lines) {
    if (lines.some((line) => /^["']?(?:job_type|model_config)["']?\s*:|^\{\s*"/.test(line)))
        return SPEC_ITSELF;
    return isJsonList(lines.join('\n')) ? ONE_PER_LINE : undefined;
}
function isJsonList(text) {
    try {
        return Array.isArray(JSON.parse(text));
    }
    catch {
        return false;
    }
}
/** Explains a line of the `spec` input for which there is no file; undefined if it may just name the wrong file. */
function explainPath(line) {
    if (line.length > MAX_LENGTH)
        return undefined;
    const path = line.replace(/^!\s*/, '');
    const parts = path.split(SEPARATOR).filter((part) => part !== '');
    if (parts.length > 1 && parts.every((part) => LOOKS_LIKE_A_PATH.test(part.replace(/["'\]]+$/, ''))))
        return ONE_PER_LINE;
    return EXPLANATIONS.find(([pattern]) => pattern.test(path))?.[1];
}
/** The first match counts. */
const EXPLANATIONS = [
    [/^[-*•]\s+/, 'Remove the dash: the input "spec" is text with one path per line, not a list.'],
    [/^#|\s#/, 'The input "spec" does not support comments. Write only the path.'],
    [/^["'`“”‘’[]|["'`“”‘’\]],?$|[,;]$/, ONE_PER_LINE],
    [/^[a-z]+:\/\//i, 'This is a URL. Check the file out, and write its path in the workspace.'],
    [/^[\w-]+:\s+\S/, 'Write only the path, without a name and a colon before it.'],
    [/^(?:\$|%|~)/, 'Variables and ~ are not expanded here. Write the path relative to the workspace.'],
];

;// CONCATENATED MODULE: ./build/job-spec/resolve-files.js


const MAX_FILES = 1000;
const TOO_COMPLEX = 'This pattern takes too much time or memory to match. Use fewer braces, and no repeated groups such as +(a|b).';
const GLOB = /[*?[{]|[!+@]\(/;
/**
 * Finds the files that the lines of the `spec` input select. A line is a path relative to the workspace or a glob. A line
 * that starts with `!` excludes files, regardless of its position. An existing path is used literally, even if it looks
 * like a glob. The returned files may turn out to be unreadable.
 *
 * A backslash is a separator only in a line without slashes and wildcards (`training\a.yml`). Elsewhere it is rejected,
 * because it could be an escape in a glob, or part of a name next to slashes.
 */
async function resolveFiles(lines, workspace) {
    const trimmed = lines.map((exclusion) => exclusion.trim()).filter((exclusion) => exclusion !== '');
    const [firstLine] = trimmed;
    const explanation = explainInput(trimmed);
    if (firstLine !== undefined && explanation !== undefined)
        return { paths: [], secondNames: [], errors: [{ exclusion: firstLine, message: explanation }] };
    const includes = trimmed.filter((exclusion) => !exclusion.startsWith('!'));
    if (includes.length === 0)
        return { paths: [], secondNames: [], errors: trimmed.slice(0, 1).map(onlyExclusionsError) };
    const included = await Promise.all(includes.map((exclusion) => resolveLine(exclusion, exclusion, workspace)));
    const excluded = await Promise.all(trimmed
        .filter((exclusion) => exclusion.startsWith('!'))
        .map((exclusion) => resolveExclusion(exclusion, workspace)));
    const errors = dropRepeatedExplanations([...included, ...excluded].flatMap(({ error }) => error ?? []));
    const excludedPaths = new Set(excluded.flatMap(({ paths }) => paths));
    const all = [...new Set(included.flatMap(({ paths }) => paths))].sort();
    const paths = all.filter((path) => !excludedPaths.has(path));
    const [exclusion] = trimmed.filter((exclusion) => exclusion.startsWith('!'));
    if (paths.length === 0 && all.length > 0 && exclusion !== undefined) {
        errors.push({
            exclusion,
            message: `All ${all.length} files found in ${workspaceName(workspace)} are excluded.`,
        });
    }
    return { ...(await separateNames(paths, workspace)), errors };
}
function dropRepeatedExplanations(errors) {
    return errors.filter(({ message, isExplanation }, n) => isExplanation !== true || errors.findIndex((each) => each.message === message) === n);
}
/** Separates the names under which files are read from their other names. */
async function separateNames(paths, workspace) {
    const ids = await Promise.all(paths.map((path) => workspace.identify(path)));
    const names = paths.map((path, n) => {
        const firstPath = ids[n] === undefined ? path : (paths[ids.indexOf(ids[n])] ?? path);
        return { path, firstPath };
    });
    return {
        paths: paths.filter((path, n) => names[n]?.firstPath === path),
        secondNames: names.filter(({ path, firstPath }) => path !== firstPath),
    };
}
function onlyExclusionsError(line) {
    return {
        exclusion: line,
        message: 'Every line excludes files. Add a line without ! that selects spec files.',
    };
}
async function resolveLine(pattern, line, workspace) {
    const path = parsePath(pattern, workspace.root);
    if (typeof path !== 'string')
        return { paths: [], error: { exclusion: line, message: path.error } };
    const explanation = explainPath(line);
    const isGlob = GLOB.test(path);
    if (!isGlob && explanation === undefined)
        return { paths: [path] };
    if ((await workspace.read(path, 0)).kind !== 'missing')
        return { paths: [path] };
    if (!isGlob && explanation !== undefined)
        return { paths: [], error: { exclusion: line, message: explanation, isExplanation: true } };
    const paths = await workspace.glob(path);
    if (paths === undefined)
        return { paths: [], error: { exclusion: line, message: TOO_COMPLEX } };
    if (paths.length > MAX_FILES) {
        const message = `${paths.length} files match, more than ${MAX_FILES}. Narrow the pattern.`;
        return { paths: [], error: { exclusion: line, message } };
    }
    if (paths.length > 0)
        return { paths };
    const message = explanation ?? `No file in ${workspaceName(workspace)} matches.`;
    return { paths, error: { exclusion: line, message, isExplanation: explanation !== undefined } };
}
async function resolveExclusion(line, workspace) {
    const path = parsePath(line.slice(1).trim(), workspace.root);
    if (typeof path !== 'string')
        return { paths: [], error: { exclusion: line, message: path.error } };
    const result = await workspace.read(path, 0);
    if (result.kind === 'directory') {
        const message = `This is a folder, but only files can be excluded. Write !${(0,format_value/* printable */.g$)(path)}/**`;
        return { paths: [], error: { exclusion: line, message } };
    }
    if (result.kind !== 'missing')
        return { paths: [path] };
    const paths = await workspace.glob(path);
    if (paths === undefined)
        return { paths: [], error: { exclusion: line, message: TOO_COMPLEX } };
    const message = paths.length === 0 ? explainPath(line) : undefined;
    return message === undefined
        ? { paths }
        : { paths, error: { exclusion: line, message, isExplanation: true } };
}
/** Converts a line to a path relative to the workspace, with forward slashes. */
function parsePath(line, workspaceRoot) {
    const path = relativeToRoot(line, workspaceRoot);
    if (/^(?:[/\\]|[a-z]:)/i.test(path)) {
        return {
            error: `This path is not in the workspace ${(0,format_value/* printable */.g$)(workspaceRoot)}. Use a path relative to it, such as training/a.yml.`,
        };
    }
    if (path.includes('\\') && (path.includes('/') || GLOB.test(path))) {
        return { error: 'The backslash is ambiguous here. Use / as the path separator.' };
    }
    const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..'))
        return { error: 'A path must not contain .. segments. Write it relative to the workspace root.' };
    if (path === '')
        return { error: 'Nothing follows the !. Specify the files to exclude, such as !training/draft-*.yml.' };
    return segments.join('/') || '.';
}
/** Converts an absolute path inside the workspace, such as `${{ github.workspace }}/a.yml`, to a relative one. */
function relativeToRoot(line, workspaceRoot) {
    const isWindows = /^[a-z]:[/\\]/i.test(line);
    const toSlashes = (text) => (isWindows ? text.replaceAll('\\', '/') : text);
    const path = toSlashes(line);
    const root = toSlashes(workspaceRoot);
    const isInside = isWindows
        ? path.toLowerCase().startsWith(`${root.toLowerCase()}/`)
        : path.startsWith(`${root}/`);
    return isInside ? path.slice(root.length + 1) : line;
}
function workspaceName(workspace) {
    return `the workspace ${(0,format_value/* printable */.g$)(workspace.root)}`;
}

// EXTERNAL MODULE: ./build/job-spec/digest.js
var digest = __webpack_require__(4106);
;// CONCATENATED MODULE: ./build/job-spec/duplicates.js



/**
 * Finds the specs that ask for the same training as an earlier one. Their job would be trained and paid twice. Points at
 * the later document, or at the line of the `set` input that makes the two equal.
 */
function findDuplicates(specs, overrides) {
    const firstByDigest = new Map();
    return specs.flatMap((each) => {
        const first = firstByDigest.get(each.spec.digest);
        if (first !== undefined)
            return [describeDuplicate(first, each, overrides)];
        firstByDigest.set(each.spec.digest, each);
        return [];
    });
}
const ADVICE = 'To train it once, remove one of the two. To train it twice, set the input "reuse" to false.';
function describeDuplicate(first, second, overrides) {
    const cause = overrides.find(({ path }) => {
        const [one, other] = [first, second].map(({ written }) => (0,digest/* canonicalJson */.dj)(valueAt(written, path)));
        return one !== other;
    });
    if (cause === undefined) {
        const message = `${describePlace(second)} is the same request as ${describePlace(first)}. ${ADVICE}`;
        return { level: 'error', location: { file: second.spec.file, line: second.line }, message };
    }
    const field = (0,format_value/* fieldPath */.cn)(cause.pointer);
    const specs = [first, second].map(({ spec: { file, label } }) => ({ file, label }));
    const message = `This makes ${describePlace(first)} and ${describePlace(second)} the same request, because they differ only in what "set" replaces. ${ADVICE}`;
    return { level: 'error', location: { input: 'set', line: cause.line, specs }, field, message };
}
function describePlace({ spec, line }) {
    return `${(0,format_value/* printable */.g$)(spec.label)} (line ${line})`;
}
function valueAt(value, path) {
    return path.reduce((parent, key) => {
        if (Array.isArray(parent))
            return parent[Number(key)];
        return (0,job_spec_document/* isMapping */.pi)(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
    }, value);
}

;// CONCATENATED MODULE: ./build/job-spec/override-diagnostics.js

function isOverrideDiagnostic(diagnostic) {
    return diagnostic.location.input !== undefined;
}
function toOverrideDiagnostics(issues, specs) {
    return issues.map(({ line, ...issue }) => ({ ...issue, location: { input: 'set', line, specs } }));
}
/**
 * Merges equal diagnostics of several specs, in the order of the input. If not all specs of the step are affected, the
 * message names the affected ones.
 */
function mergeAcrossSpecs(diagnostics, allSpecs) {
    const groups = Map.groupBy(diagnostics, ({ level, location, message }) => `${location.line} ${level} ${message}`);
    const merged = [...groups.values()].flatMap(([first, ...others]) => {
        if (first === undefined)
            return [];
        const names = [first, ...others].flatMap(({ location }) => location.specs);
        const specs = [...new Map(names.map((name) => [name.label, name])).values()];
        const message = specs.length === allSpecs.length ? first.message : `${formatNames(specs)}: ${first.message}`;
        return [{ ...first, message, location: { ...first.location, specs } }];
    });
    return merged.sort((a, b) => a.location.line - b.location.line);
}
function formatNames([first, ...others]) {
    const name = (0,format_value/* printable */.g$)(first?.label ?? '');
    return others.length === 0 ? name : `${name} and ${others.length} more`;
}

;// CONCATENATED MODULE: ./build/job-spec/types.js
/** Longest spec file. */
const MAX_FILE_BYTES = 1024 * 1024;

// EXTERNAL MODULE: ./build/job-spec/suggest.js
var suggest = __webpack_require__(3218);
;// CONCATENATED MODULE: ./build/contract/request-validator.gen.js
// @ts-nocheck
/* eslint-disable */
// generated by npm run generate from openapi/forge.yml
/** Returns all violations of the contract in a request body. Unknown keys are violations. */
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

;// CONCATENATED MODULE: ./build/job-spec/placeholders.js
/** Text that a template engine or a person should have replaced. Nothing replaces it in a spec. */
const TEMPLATE = /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^%\w+%$|^@\w+@$|^__\w+__$|^<[^<>]*>$|^\.{3}$|^…$/;
const REMINDER = /^(?:to-?do|fix-?me|tbd|x{3,}|\?+|change-?me|replace-?me|placeholder|your[-_ ](?:base[-_ ])?model(?:[-_ ](?:name|id|here))?|n\/a|none|null)$/i;
/** The patterns take quadratic time. */
const placeholders_MAX_LENGTH = 200;
/** Whether a text looks like the variable of a template, such as `${MODEL}` or `<model>`. */
function placeholders_isTemplate(text) {
    return text.length <= placeholders_MAX_LENGTH && TEMPLATE.test(text.trim());
}
/** Whether a text was probably meant to be replaced, such as `TODO` or `${MODEL}`. */
function isPlaceholder(text) {
    return placeholders_isTemplate(text) || (text.length <= placeholders_MAX_LENGTH && REMINDER.test(text.trim()));
}

;// CONCATENATED MODULE: ./build/job-spec/value-rules.js


const MODEL = '/model_config/base_model';
/** Word processors write them in place of ' " and -. */
const TYPOGRAPHIC = /[‘’“”‐-―]/u;
/** Characters that nobody sees reach the service as part of the name, and it would not find the model. */
const checkModelName = ({ request: { model_config: { base_model: name } = {} } }) => {
    if (name === undefined || name.trim() === '' || name.includes('${{'))
        return [];
    const report = (level, message) => [
        { level, pointer: MODEL, message: `${(0,format_value/* fieldPath */.cn)(MODEL)} ${message}` },
    ];
    if (/[\r\n]/.test(name))
        return report('error', `is text of several lines or with a line break at its end. Write the name on one line, without | or >.`);
    if (name.trim() !== name)
        return report('error', `is ${(0,format_value/* quote */.hD)(name)}, with blanks around it. Write ${(0,format_value/* quote */.hD)(name.trim())}.`);
    const invisible = (0,format_value/* firstInvisible */.k7)(name);
    if (invisible !== undefined)
        return report('error', `contains ${invisible}, which nobody sees. Type the name again.`);
    if (isPlaceholder(name))
        return report('warning', `is ${(0,format_value/* quote */.hD)(name)}. Is it a placeholder? Nothing replaces it.`);
    const [character] = TYPOGRAPHIC.exec(name) ?? [];
    return character === undefined
        ? []
        : report('warning', `is ${(0,format_value/* quote */.hD)(name)}, with the typographic character ${character}. Is it meant as ${asciiOf(character)}?`);
};
function asciiOf(character) {
    if (/[“”]/.test(character))
        return '"';
    return /[‘’]/.test(character) ? "'" : '-';
}
const NUMBER_FIELDS = {
    model_config: ['num_experts', 'active_experts'],
    hyperparameters: ['learning_rate', 'training_steps', 'batch_size', 'weight_decay', 'warmup_steps'],
};
/** YAML 1.2 reads 0x10 and 0o20 as 16, and 010 as 10, where YAML 1.1 and people read 8. The number is what is sent. */
const checkNumberNotation = ({ request, describeValue }) => Object.entries(NUMBER_FIELDS).flatMap(([parent, names]) => names.flatMap((name) => {
    const values = request[parent] ?? {};
    const value = values[name];
    const pointer = `/${parent}/${name}`;
    if (typeof value !== 'number' || !/^[-+]?0[xo\d]/i.test(describeValue(pointer)))
        return [];
    const message = `${(0,format_value/* fieldPath */.cn)(pointer)} is ${describeValue(pointer)}, which is sent as ${value}. Write ${value}.`;
    return [{ level: 'warning', pointer, message }];
}));
/** No training has more. A job with a digit too many would run until somebody cancels it. */
const MANY_STEPS = 10_000_000;
const checkTrainingSteps = ({ request: { hyperparameters: { training_steps: steps } = {} }, describeValue, }) => {
    if (steps === undefined || steps <= MANY_STEPS)
        return [];
    const pointer = '/hyperparameters/training_steps';
    const message = `${(0,format_value/* fieldPath */.cn)(pointer)} is ${describeValue(pointer)}. Time and cost grow with it. Is there a digit too many?`;
    return [{ level: 'warning', pointer, message }];
};
/** The nil UUID, and UUIDs of one digit. */
const PLACEHOLDER_ID = /^([\da-f])(?:\1|-)+$/i;
const checkPlaceholderIds = ({ request: { dataset_ids: ids = [] } }) => ids.flatMap((id, n) => {
    if (id === undefined || !PLACEHOLDER_ID.test(id))
        return [];
    const pointer = `/dataset_ids/${n}`;
    return [{ level: 'warning', pointer, message: `${(0,format_value/* fieldPath */.cn)(pointer)} is ${id}. Is it a placeholder?` }];
});

;// CONCATENATED MODULE: ./build/job-spec/rules.js


const EXPERT_FIELDS = ['/model_config/num_experts', '/model_config/active_experts'];
/**
 * Checks what the API schema cannot express: requirements from the prose of the API reference, contradictions, needs of
 * this action (errors), and likely mistakes (warnings). Rules skip fields that are already invalid.
 */
function applyRules(context, options) {
    return RULES.flatMap((rule) => rule(context, options));
}
function error(pointer, message, ...relatedTo) {
    return { level: 'error', pointer, relatedTo, message: `${(0,format_value/* fieldPath */.cn)(pointer)} ${message}` };
}
function warning(pointer, message, ...relatedTo) {
    return { level: 'warning', pointer, relatedTo, message: `${(0,format_value/* fieldPath */.cn)(pointer)} ${message}` };
}
const BASE_MODEL = '/model_config/base_model';
/** API reference: "required for post-training and reinforcement learning", which is every type except pre_training. */
function needsBaseModel(jobType) {
    return jobType !== undefined && jobType !== 'pre_training';
}
const checkBaseModel = ({ request, isReliable }) => {
    const pointer = BASE_MODEL;
    const { job_type: jobType, model_config: { base_model: baseModel } = {} } = request;
    if (!isReliable(pointer))
        return [];
    if (baseModel?.includes('${{')) {
        return [
            error(pointer, 'contains ${{ }}, but GitHub does not evaluate expressions in this file. Use the input "set" instead.'),
        ];
    }
    if (baseModel !== undefined && baseModel.trim() !== '')
        return [];
    const state = baseModel === undefined ? 'is missing' : 'is empty';
    if (jobType === 'pre_training') {
        return baseModel === undefined
            ? []
            : [warning(pointer, `${state}. Remove the line if the training starts from scratch.`)];
    }
    if (jobType === undefined)
        return [];
    return [
        error(pointer, `${state}. ${jobType} starts from a trained model. Add it, such as base_model: mistral-small-latest.`, '/job_type'),
    ];
};
const checkDenseExperts = ({ request: { model_config: model }, describeValue }) => {
    if (model?.architecture !== 'dense')
        return [];
    return expertFieldsIn(model).map((pointer) => error(pointer, `is ${describeValue(pointer)}, but architecture is dense, which has no experts. Remove one of the two.`, '/model_config/architecture'));
};
const checkActiveExperts = ({ request: { model_config: model = {} }, describeValue }) => {
    const { architecture, num_experts: numExperts, active_experts: activeExperts } = model;
    if (architecture === 'dense' ||
        numExperts === undefined ||
        activeExperts === undefined ||
        activeExperts <= numExperts)
        return [];
    const [numExpertsPointer, activePointer] = EXPERT_FIELDS;
    const message = `is ${describeValue(activePointer)}, more than num_experts, which is ${describeValue(numExpertsPointer)}.`;
    return [error(activePointer, message, numExpertsPointer)];
};
const checkAutoStart = ({ request }, { waitsForJob }) => {
    if (request.auto_start !== false || !waitsForJob)
        return [];
    const problem = 'is false, but the input "wait" lets a run wait for the job.';
    const reason = 'The Forge API cannot start a job later, so the wait would never end.';
    const fix = 'Remove the line, or set the input "wait" to false.';
    return [error('/auto_start', `${problem} ${reason} ${fix}`)];
};
const checkArchitecture = ({ request: { model_config: model }, isReliable }) => {
    const [first] = expertFieldsIn(model ?? {});
    if (first === undefined || model?.architecture !== undefined || model?.base_model)
        return [];
    if (!isReliable('/model_config/architecture'))
        return [];
    return [warning(first, 'is set, but architecture is not. Is architecture: mixture_of_experts missing?')];
};
const checkExpertsWithBaseModel = ({ request: { model_config: model = {} } }) => {
    const [first] = expertFieldsIn(model);
    if (first === undefined || !model.base_model || model.architecture === 'dense')
        return [];
    return [
        warning(first, 'is set together with base_model, which already defines its experts. The service may reject other values.', '/model_config/base_model'),
    ];
};
const checkExpertCounts = ({ request: { job_type: jobType, model_config: model }, isReliable }) => {
    if (jobType !== 'pre_training' || model?.architecture !== 'mixture_of_experts' || model.base_model)
        return [];
    if (expertFieldsIn(model).length > 0 ||
        ![...EXPERT_FIELDS, '/model_config/base_model'].every(isReliable))
        return [];
    const message = 'is mixture_of_experts, but neither num_experts nor active_experts is set, so the service chooses them.';
    return [warning('/model_config/architecture', message)];
};
const checkLearningRate = ({ request: { hyperparameters: { learning_rate: rate } = {} }, describeValue, }) => {
    const pointer = '/hyperparameters/learning_rate';
    if (rate === 0)
        return [warning(pointer, 'is 0, so training would not change the model.')];
    if (rate === undefined || rate <= 1)
        return [];
    return [warning(pointer, `is ${describeValue(pointer)}. Typical values are far below 1, such as 1.0e-5.`)];
};
const checkWeightDecay = ({ request: { hyperparameters: { weight_decay: decay } = {} }, describeValue, }) => {
    const pointer = '/hyperparameters/weight_decay';
    if (decay === undefined || decay < 1)
        return [];
    return [warning(pointer, `is ${describeValue(pointer)}. Typical values are well below 1, such as 0.1.`)];
};
const checkWarmup = ({ request: { hyperparameters: { warmup_steps: warmupSteps, training_steps: trainingSteps } = {} }, describeValue, }) => {
    if (warmupSteps === undefined || trainingSteps === undefined || warmupSteps <= trainingSteps)
        return [];
    const pointer = '/hyperparameters/warmup_steps';
    const comparison = `is ${describeValue(pointer)}, more than training_steps, which is ${describeValue('/hyperparameters/training_steps')}.`;
    const message = `${comparison} The learning rate never reaches its full value.`;
    return [warning(pointer, message, '/hyperparameters/training_steps')];
};
const checkDatasets = ({ request: { job_type: jobType, dataset_ids: ids }, isReliable }) => {
    const pointer = '/dataset_ids';
    if (ids !== undefined && ids.length > 0)
        return findRepeatedIds(ids);
    // A reinforcement learning job may get its data from its environment.
    if (jobType === undefined || jobType === 'reinforcement_learning' || !isReliable(pointer))
        return [];
    return [warning(pointer, `${ids ? 'is empty' : 'is missing'}, so the job has no training data.`)];
};
function findRepeatedIds(ids) {
    const first = new Map();
    return ids.flatMap((id, i) => {
        const key = id?.toLowerCase();
        if (key === undefined)
            return [];
        const earlier = first.get(key);
        if (earlier !== undefined)
            return [
                warning(`/dataset_ids/${i}`, `is the same as dataset_ids[${earlier}]. Is one of them a mistake?`),
            ];
        first.set(key, i);
        return [];
    });
}
function expertFieldsIn(model) {
    const values = [model.num_experts, model.active_experts];
    return EXPERT_FIELDS.filter((_pointer, i) => values[i] !== undefined);
}
const RULES = [
    checkBaseModel,
    checkModelName,
    checkNumberNotation,
    checkTrainingSteps,
    checkPlaceholderIds,
    checkDenseExperts,
    checkActiveExperts,
    checkAutoStart,
    checkArchitecture,
    checkExpertsWithBaseModel,
    checkExpertCounts,
    checkLearningRate,
    checkWeightDecay,
    checkWarmup,
    checkDatasets,
];

;// CONCATENATED MODULE: ./build/job-spec/unknown-fields.js




/** Describes the unknown key at a pointer. */
function describeUnknownKey(pointer, value, context) {
    const { parent, key } = (0,job_spec_document/* splitPointer */.GS)(pointer) ?? { parent: '', key: '' };
    const nested = parent === '' ? describeWrapper(key, value, context) : undefined;
    if (nested !== undefined)
        return nested;
    const keyWithoutSpace = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined;
    const fields = (0,contract_fields/* listContractFields */.i$)();
    const suggested = findSuggestedFields(keyWithoutSpace ?? key, value, parent, fields);
    const hint = didYouMean(suggested, parent);
    const what = `${(0,format_value/* quote */.hD)(key)} is not a field of ${parent === '' ? 'a spec' : (0,format_value/* fieldPath */.cn)(parent)}`;
    const names = fields.filter((field) => field.parent === parent).map(({ name }) => name);
    let message = `${what}.${hint || ` Its fields are ${names.join(', ')}.`}`;
    const [first] = suggested;
    if (context.isSent)
        message = `${what} in the API schema. It is sent unchanged.${hint}`;
    else if (key.startsWith('//'))
        message = `Comments in a spec start with #, not with //.`;
    else if (keyWithoutSpace !== undefined)
        message = `${(0,format_value/* quote */.hD)(key)} needs a space after the colon.`;
    else if (first)
        message = describeOtherPlace(key, parent, first, context) ?? message;
    const isMisspelt = suggested.length === 1 && first?.parent === parent && first.schema.type === 'object';
    return {
        message,
        suggested: suggested.map(pointerTo),
        misspelt: isMisspelt && (0,job_spec_document/* isMapping */.pi)(value) ? pointerTo(first) : undefined,
    };
}
/** `model_config.base_model` as one key. */
const isJoined = (key) => /[./]/.test(key);
/** Explains a field in the wrong mapping; undefined if only its name is wrong. */
function describeOtherPlace(key, parent, field, { isOverride }) {
    const path = (0,format_value/* fieldPath */.cn)(pointerTo(field));
    if (isJoined(key) && (0,suggest/* isSameName */.yS)(path, key)) {
        if (isOverride)
            return `Write the path with dots: ${path}=…`;
        return `${(0,format_value/* quote */.hD)(key)} is two names in one. Write ${field.name} on a line below "${(0,format_value/* fieldPath */.cn)(field.parent)}:", indented by two spaces.`;
    }
    if (field.parent === parent || !(0,suggest/* isSameName */.yS)(field.name, key))
        return undefined;
    if (isOverride)
        return `${(0,format_value/* quote */.hD)(key)} is not the full path. Write ${path}=…`;
    const here = parent === '' ? 'at the top level' : `in ${(0,format_value/* fieldPath */.cn)(parent)}`;
    const there = field.parent === '' ? 'to the top level' : `into ${(0,format_value/* fieldPath */.cn)(field.parent)}`;
    return `${(0,format_value/* quote */.hD)(key)} does not belong ${here}. Move it ${there}${field.name === key ? '' : `, as ${field.name}`}.`;
}
/** Recognizes a key that only wraps a spec, such as `job:`, or a list of specs, such as `jobs:`. */
function describeWrapper(key, value, { isOverride }) {
    const spec = Array.isArray(value) ? value[0] : value;
    if (!(0,job_spec_document/* isMapping */.pi)(spec))
        return undefined;
    const inside = (0,contract_fields/* listContractFields */.i$)().filter(({ name, parent }) => parent === '' && Object.keys(spec).some((each) => (0,suggest/* isSameName */.yS)(each, name)));
    if (inside.length === 0)
        return undefined;
    const suggested = inside.map(pointerTo);
    if (isOverride)
        return { message: `Remove ${(0,format_value/* quote */.hD)(`${key}.`)} from the start of the path.`, suggested };
    const message = Array.isArray(value)
        ? `A spec describes one job, not a list of ${(0,format_value/* quote */.hD)(key)}. Write each job without it, and put --- between the jobs.`
        : `A spec has its fields at the top level, not in ${(0,format_value/* quote */.hD)(key)}. Move them up, and remove ${(0,format_value/* quote */.hD)(key)}.`;
    return { message, suggested };
}
/** In order of preference: the same name in this mapping, elsewhere, a similar name in this mapping, elsewhere. */
function findSuggestedFields(key, value, parent, fields) {
    const joined = fields.find((field) => isJoined(key) && (0,suggest/* isSameName */.yS)((0,format_value/* fieldPath */.cn)(pointerTo(field)), key));
    if (joined)
        return [joined];
    const same = fields.filter(({ name }) => (0,suggest/* isSameName */.yS)(name, key));
    const [exact] = same.filter((field) => field.parent === parent);
    if (exact)
        return [exact];
    if (same.length > 0)
        return same;
    const compatible = fields.filter(({ schema }) => isTypeCompatible(value, schema.type));
    const local = findSimilar(key, compatible.filter((field) => field.parent === parent));
    return local.length > 0
        ? local
        : findSimilar(key, compatible.filter((field) => field.parent !== parent));
}
/** A single value in place of a list is a likely mistake; a mapping in place of a scalar, or vice versa, is not. */
function isTypeCompatible(value, type) {
    if (value === null)
        return true;
    if (Array.isArray(value))
        return type === 'array';
    return (0,job_spec_document/* isMapping */.pi)(value) === (type === 'object');
}
function findSimilar(key, fields) {
    const names = (0,suggest/* suggest */.ZA)(key, fields.map(({ name }) => name));
    return fields.filter(({ name }) => names.includes(name));
}
function didYouMean(suggested, parent) {
    const names = suggested.map((field) => (field.parent === parent ? field.name : (0,format_value/* fieldPath */.cn)(pointerTo(field))));
    return names.length === 0 ? '' : ` Did you mean ${(0,format_value/* joinWithOr */.uy)(names)}?`;
}
function pointerTo({ parent, name }) {
    return `${parent}/${name}`;
}

;// CONCATENATED MODULE: ./build/job-spec/field-messages.js




const UUID_EXAMPLE = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
/** Describes the allowed values, to follow "must be". */
function describeExpected(schema) {
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
        return 'text, such as mistral-small-latest';
    const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
    return schema.minimum === undefined ? kind : `${kind}, ${schema.minimum} or more`;
}
/**
 * Describes why the schema rejects a value: the value as written, what is allowed and, if it can be guessed, the fix.
 * The text follows the name of the field.
 */
function describeInvalidValue(value, node, { schema, isRequired }) {
    if (value === null) {
        const what = node?.source ? `is ${node.source}` : 'has no value';
        return `${what}. Write ${describeExpected(schema)}${isRequired ? '' : ', or remove the line'}.`;
    }
    const what = `is ${(0,format_value/* describeValue */.bp)(value, node)}`;
    const ids = idsIn(value, schema);
    if (ids.length > 0)
        return `is ${typeof value === 'string' ? 'text' : 'a mapping'}, but must be ${schema.type === 'array' ? 'a list of UUIDs' : 'one UUID'}. ${writeIds(ids, schema)}`;
    const fix = typeof value === 'string' ? suggestFix(value, node?.isQuoted ?? false, schema) : undefined;
    if (fix !== undefined)
        return `${what}${fix}`;
    if (schema.type === 'string' && !schema.enum && !schema.format && typeof value !== 'object') {
        return `${what}, a ${typeof value}. Put it in quotes if it is a name.`;
    }
    return `${what}, but must be ${describeExpected(schema)}.`;
}
/** Guesses what an invalid text was meant to be; undefined if no guess is possible. */
function suggestFix(text, isQuoted, schema) {
    if (text.includes('${{'))
        return ', but GitHub does not evaluate expressions in this file. Use the input "set" instead.';
    if (placeholders_isTemplate(text))
        return `, but must be ${describeExpected(schema)}. Nothing replaces it.`;
    if (schema.type === 'object' && /^[\w-]+:\s*\S/.test(text))
        return '. Put a space after the colon.';
    if (schema.enum)
        return suggestEnumValue(text, schema.enum);
    if (schema.type === 'integer' || schema.type === 'number')
        return suggestNumber(text, isQuoted, schema);
    if (schema.type === 'boolean')
        return suggestBoolean(text, isQuoted);
    if (schema.format === 'uuid')
        return suggestUuid(text);
    if (schema.type === 'array')
        return `, but must be ${describeExpected(schema)}. Put it in brackets: [${(0,format_value/* printable */.g$)(text)}].`;
    return undefined;
}
const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
/** With more, a message would be longer than a line. */
const MAX_SHOWN_IDS = 3;
/** The UUIDs in a text that consists of nothing else, or in a mapping such as `id: UUID`. Empty if they are not allowed. */
function idsIn(value, { type, format, items }) {
    const isList = type === 'array' && items?.format === 'uuid';
    if (!isList && format !== 'uuid')
        return [];
    const texts = (0,job_spec_document/* isMapping */.pi)(value) ? Object.values(value) : [value];
    const text = texts.every((each) => typeof each === 'string') ? texts.join(' ') : '';
    if (/[^\s,;|"'[\]-]/.test(text.replace(UUID, '')))
        return [];
    const ids = text.match(UUID) ?? [];
    // One id with something around it has its own message.
    return isList || (0,job_spec_document/* isMapping */.pi)(value) || ids.length > 1 ? ids : [];
}
function writeIds(ids, { type }) {
    const [first] = ids;
    if (ids.length > MAX_SHOWN_IDS || (type !== 'array' && ids.length > 1))
        return 'Write each id on a line of its own, after a dash and a space.';
    return type === 'array' ? `Write [${ids.join(', ')}].` : `Write only ${first}.`;
}
function suggestEnumValue(text, allowed) {
    const candidates = (0,suggest/* suggest */.ZA)(text, allowed);
    if (candidates.length === 0)
        return undefined;
    return `. Did you mean ${(0,format_value/* joinWithOr */.uy)(candidates)}? Allowed: ${allowed.join(', ')}.`;
}
function suggestNumber(text, isQuoted, schema) {
    const plain = text.trim().replaceAll('_', '');
    if (/^[-+]?\d+,\d+(,\d+)*$/.test(plain)) {
        return '. Write numbers with a decimal point and without thousands separators, such as 1000 or 0.5.';
    }
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain) || !isValidNumber(Number(plain), schema))
        return undefined;
    if (isQuoted && plain === text)
        return ' in quotes, which makes it text. Remove the quotes.';
    return `, which is text in YAML 1.2. Write ${plain}.`;
}
function isValidNumber(number, { type, minimum = -Infinity }) {
    return Number.isFinite(number) && number >= minimum && (type === 'number' || Number.isInteger(number));
}
function suggestBoolean(text, isQuoted) {
    const lower = text.trim().toLowerCase();
    if (isQuoted && (lower === 'true' || lower === 'false')) {
        return ' in quotes, which makes it text. Remove the quotes.';
    }
    if (['yes', 'y', 'on'].includes(lower))
        return ', which is text in YAML 1.2. Write true.';
    if (['no', 'n', 'off'].includes(lower))
        return ', which is text in YAML 1.2. Write false.';
    return undefined;
}
function suggestUuid(text) {
    const digits = /^(?:urn:uuid:)?\{?([\da-f-]+)\}?$/i.exec(text.trim())?.[1]?.replaceAll('-', '') ?? '';
    if (digits.length !== 32)
        return undefined;
    const groups = [8, 12, 16, 20].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end));
    return `. Write it as ${[...groups, digits.slice(20)].join('-')}.`;
}

;// CONCATENATED MODULE: ./build/job-spec/validate-spec.js







/**
 * Validates a document against the API schema and the rules, and returns all diagnostics in the order of the file.
 * `auto_start` defaults to true, because the API cannot start a job later.
 */
function validateSpec(document, options, name) {
    const { document: readable, diagnostics: misspelt } = renameMisspeltMappings(document, options);
    const schema = checkSchema(readable, options);
    const invalid = new Set(readable.invalidPointers);
    for (const { pointer, suggested, level } of schema) {
        if (level === 'error')
            for (const each of [pointer, ...suggested])
                invalid.add(each);
    }
    const fieldDiagnostics = [...schema, ...applyRules(createRuleContext(readable, invalid), options)];
    const diagnostics = [
        ...misspelt.map((diagnostic) => toDiagnostic(document, diagnostic, name)),
        ...fieldDiagnostics.map((diagnostic) => toDiagnostic(readable, diagnostic, name)),
    ].sort(compareLocations);
    if (!document.isComplete || diagnostics.some(({ level }) => level === 'error'))
        return { diagnostics };
    return { request: toRequest(document.value), diagnostics };
}
/** Sorts diagnostics in the order of the file or the input. */
function compareLocations({ location: a }, { location: b }) {
    return (a.line ?? 0) - (b.line ?? 0) || columnOf(a) - columnOf(b);
}
function columnOf(location) {
    return location.input === undefined ? (location.column ?? 0) : 0;
}
/** Tells an editor which schema a JSON file has, where YAML has a comment for it. It is not sent. */
const EDITOR_SCHEMA = '$schema';
/** The value must be valid according to the API schema. */
function toRequest({ [EDITOR_SCHEMA]: _, ...value }) {
    return { auto_start: true, ...value };
}
function checkSchema(document, options) {
    const { value, invalidPointers } = document;
    const errors = requestErrors(value).map((error) => ({ error, pointer: errorPointer(error) }));
    const relevant = errors.filter(({ pointer }) => !invalidPointers.has(pointer) && pointer !== `/${EDITOR_SCHEMA}`);
    const unknown = relevant
        .filter(({ error }) => error.keyword === 'additionalProperties')
        .map(({ pointer }) => unknownFieldDiagnostic(pointer, document, options));
    if (isAnotherFile(value, unknown))
        return [schemaError('', ANOTHER_FILE)];
    const suggestedPointers = unknown
        .filter(({ level }) => level === 'error')
        .flatMap(({ suggested }) => suggested);
    const missing = relevant
        .filter(({ error, pointer }) => error.keyword === 'required' && !isExplainedElsewhere(pointer, document, suggestedPointers))
        .map(({ pointer }) => schemaError(pointer, `is missing. It must be ${describeExpected((0,contract_fields/* schemaAt */.lv)(pointer) ?? {})}.`));
    const valueErrors = relevant.filter(({ error }) => !['additionalProperties', 'required'].includes(error.keyword));
    const invalid = [...new Set(valueErrors.map(({ pointer }) => pointer))].map((pointer) => {
        const isNeeded = (0,contract_fields/* isRequired */.gx)(pointer) || (pointer === BASE_MODEL && needsBaseModel(value['job_type']));
        const expected = { schema: (0,contract_fields/* schemaAt */.lv)(pointer) ?? {}, isRequired: isNeeded };
        return schemaError(pointer, describeInvalidValue(validate_spec_valueAt(value, pointer), document.nodes.get(pointer), expected));
    });
    return [...unknown, ...missing, ...invalid];
}
const ANOTHER_FILE = `This has no field of a spec, such as ${((0,contract_fields/* schemaAt */.lv)('')?.required ?? []).join(' and ')}. Is it another kind of file? Then narrow the input "spec".`;
/** Whether nothing at the top level is, or resembles, a field of a spec. */
function isAnotherFile(value, unknown) {
    const names = Object.keys(value);
    return (names.length > 0 &&
        names.every((name) => unknown.some(({ level, pointer, suggested }) => level === 'error' && pointer === (0,job_spec_document/* childPointer */.Y2)('', name) && suggested.length === 0)));
}
function unknownFieldDiagnostic(pointer, { value, nodes }, { allowUnknownFields }) {
    const { message, suggested, misspelt } = describeUnknownKey(pointer, validate_spec_valueAt(value, pointer), {
        isSent: allowUnknownFields,
        isOverride: nodes.get(pointer)?.overrideLine !== undefined,
    });
    const level = allowUnknownFields ? 'warning' : 'error';
    return { level, pointer, isAboutKey: true, message, suggested, misspelt };
}
/**
 * Gives misspelt mappings the name that was probably meant, and reports them. So what is inside them is checked in the
 * same pass.
 */
function renameMisspeltMappings(document, options) {
    if (options.allowUnknownFields)
        return { document, diagnostics: [] };
    const diagnostics = Object.keys(document.value)
        .map((key) => (0,job_spec_document/* childPointer */.Y2)('', key))
        .filter((pointer) => (0,contract_fields/* schemaAt */.lv)(pointer) === undefined)
        .map((pointer) => unknownFieldDiagnostic(pointer, document, options))
        .filter(({ misspelt }) => misspelt !== undefined && validate_spec_valueAt(document.value, misspelt) === undefined);
    return {
        document: diagnostics.reduce((each, { pointer, misspelt = '' }) => rename(each, pointer, misspelt), document),
        diagnostics,
    };
}
function rename(document, from, to) {
    const { key: oldKey } = (0,job_spec_document/* splitPointer */.GS)(from) ?? { key: '' };
    const { key: newKey } = (0,job_spec_document/* splitPointer */.GS)(to) ?? { key: '' };
    const move = (pointer) => pointer === from || pointer.startsWith(`${from}/`) ? to + pointer.slice(from.length) : pointer;
    return {
        ...document,
        value: Object.fromEntries(Object.entries(document.value).map(([key, value]) => [key === oldKey ? newKey : key, value])),
        nodes: new Map([...document.nodes].map(([pointer, node]) => [move(pointer), node])),
        invalidPointers: new Set([...document.invalidPointers].map(move)),
    };
}
function schemaError(pointer, message) {
    return { level: 'error', pointer, message: `${(0,format_value/* fieldPath */.cn)(pointer)} ${message}`.trimStart(), suggested: [] };
}
/** The value that is invalid, or the key that is unknown or missing. */
function errorPointer({ instancePath, params }) {
    const child = params['additionalProperty'] ?? params['missingProperty'];
    return typeof child === 'string' ? (0,job_spec_document/* childPointer */.Y2)(instancePath, child) : instancePath;
}
/** Whether a misspelt, misplaced or merge key already explains why a field is missing. */
function isExplainedElsewhere(pointer, document, suggestedPointers) {
    if (suggestedPointers.some((suggested) => suggested === pointer || suggested.startsWith(`${pointer}/`)))
        return true;
    return document.invalidPointers.has(`${(0,job_spec_document/* splitPointer */.GS)(pointer)?.parent ?? ''}/<<`);
}
function validate_spec_valueAt(value, pointer) {
    const split = (0,job_spec_document/* splitPointer */.GS)(pointer);
    if (!split)
        return value;
    const parent = validate_spec_valueAt(value, split.parent);
    if (Array.isArray(parent))
        return parent[Number(split.key)];
    return (0,job_spec_document/* isMapping */.pi)(parent) ? parent[split.key] : undefined;
}
function createRuleContext(document, invalid) {
    return {
        // The rest has the types of the schema, because all invalid values are omitted.
        request: omitInvalid(document.value, '', invalid) ?? {},
        isReliable: (pointer) => isReliable(pointer, invalid),
        describeValue: (pointer) => (0,format_value/* describeValue */.bp)(validate_spec_valueAt(document.value, pointer), document.nodes.get(pointer)),
    };
}
function omitInvalid(value, pointer, invalid) {
    if (invalid.has(pointer))
        return undefined;
    if (Array.isArray(value))
        return value.map((item, i) => omitInvalid(item, (0,job_spec_document/* childPointer */.Y2)(pointer, i), invalid));
    if (!(0,job_spec_document/* isMapping */.pi)(value))
        return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, omitInvalid(item, (0,job_spec_document/* childPointer */.Y2)(pointer, key), invalid)]));
}
function isReliable(pointer, invalid) {
    const parent = (0,job_spec_document/* splitPointer */.GS)(pointer)?.parent;
    if (invalid.has(pointer))
        return false;
    return parent === undefined || (!invalid.has(`${parent}/<<`) && isReliable(parent, invalid));
}
function toDiagnostic(document, diagnostic, name) {
    const { level, pointer, message } = diagnostic;
    return { level, location: locate(document, diagnostic, name), field: (0,format_value/* fieldPath */.cn)(pointer), message };
}
/**
 * Points at the value or its key, or for a missing field at the mapping that lacks it. If an override is involved, points
 * at its line, because the file alone may be valid.
 */
function locate({ nodes }, diagnostic, name) {
    const { pointer, isAboutKey = false, relatedTo = [] } = diagnostic;
    const nearest = nearestNode(nodes, pointer);
    const line = [nearest, ...relatedTo]
        .map((each) => nodes.get(each)?.overrideLine)
        .find((each) => each !== undefined);
    if (line !== undefined)
        return { input: 'set', line, specs: [name] };
    const { keyPosition, valuePosition } = nodes.get(nearest) ?? { valuePosition: job_spec_document/* START */.d3 };
    const usesKey = isAboutKey || nearest !== pointer;
    return { file: name.file, ...(usesKey && keyPosition ? keyPosition : valuePosition) };
}
/** The pointer itself, or the nearest enclosing one that exists in the document. */
function nearestNode(nodes, pointer) {
    const parent = (0,job_spec_document/* splitPointer */.GS)(pointer)?.parent;
    return nodes.has(pointer) || parent === undefined ? pointer : nearestNode(nodes, parent);
}

;// CONCATENATED MODULE: ./build/job-spec/load.js













const MAX_DIAGNOSTICS = 100;
/**
 * Loads and validates the specs that the lines of the `spec` input select (see `resolveFiles`), with the overrides of the
 * `set` input applied to each of them. Diagnostics come in order: the inputs first, then the files by path, each from top
 * to bottom, then requests that are asked for twice. Never throws because of a path or the content of a file.
 */
async function loadSpecs(lines, files, options, set = '') {
    const { paths, secondNames, errors } = await resolveFiles(lines, files);
    const { overrides, issues } = parseOverrides(set);
    const parsed = [];
    // Sequentially, to keep only one file in memory.
    for (const path of paths)
        parsed.push(await loadFile(path, files, { validation: options, overrides }));
    const names = parsed.flatMap((file) => file.names);
    const overrideDiagnostics = mergeAcrossSpecs([...toOverrideDiagnostics(issues, names), ...parsed.flatMap((file) => file.overrideDiagnostics)], names);
    // If a line of `set` is invalid, every spec would lack an override.
    const isComplete = issues.every(({ level }) => level !== 'error');
    const specs = isComplete ? parsed.flatMap((file) => file.locatedSpecs) : [];
    const duplicates = options.allowsDuplicates === true ? [] : findDuplicates(specs, overrides);
    return {
        specs: specs.map(({ spec }) => spec),
        positions: positionsOf(specs),
        diagnostics: [
            ...errors.map(({ exclusion: line, message }) => load_error(line, message)),
            ...secondNames.map(secondNameWarning),
            ...limitDiagnostics(overrideDiagnostics),
            ...parsed.flatMap(({ diagnostics }) => diagnostics),
            ...limitDiagnostics(duplicates),
        ],
    };
}
function positionsOf(specs) {
    return new Map(specs.map(({ spec, nodes }) => [spec.label, nodes]));
}
function secondNameWarning({ path, firstPath }) {
    const message = `This is another name of the file ${(0,format_value/* printable */.g$)(firstPath)}, which is read only once.`;
    return { level: 'warning', location: { file: path }, message };
}
/** Parses the specs of one file and applies the overrides. Never throws. */
function parseSpecs(file, bytes, options, overrides = []) {
    const { locatedSpecs, diagnostics, overrideDiagnostics, names } = parseFile(file, bytes, {
        validation: options,
        overrides,
    });
    return {
        specs: locatedSpecs.map(({ spec }) => spec),
        positions: positionsOf(locatedSpecs),
        diagnostics: [...mergeAcrossSpecs(overrideDiagnostics, names), ...diagnostics],
    };
}
/** Parses a file of the base branch leniently, because it may have been merged under other rules. */
function loadBaseSpecs(file, bytes, set) {
    return parseSpecs(file, bytes, { allowUnknownFields: true, waitsForJob: false }, parseOverrides(set).overrides);
}
const DATA_FILE = /\.(?:jsonl|ndjson|csv|tsv|parquet)$/i;
const NOT_A_SPEC = {
    ...job_spec_document/* START */.d3,
    message: 'This is a file for training data, not a spec. Narrow the input "spec". A spec names its data in dataset_ids.',
};
function parseFile(file, bytes, options) {
    const text = DATA_FILE.test(file) ? NOT_A_SPEC : decodeText(bytes);
    const { count, documents, errors } = typeof text === 'string' ? parseText(text) : { count: 0, documents: [], errors: [text] };
    const diagnostics = errors.map(({ line, column, message, field }) => {
        return { level: 'error', location: { file, line, column }, field, message };
    });
    const parsedDocuments = documents.map((document) => {
        const name = { file, label: labelOf(file, document.number, count) };
        return { name, document, ...createSpec(document, name, options) };
    });
    const locatedSpecs = parsedDocuments.flatMap(({ spec, nodes, document: { nodes: written, value } }) => spec ? [{ spec, line: written.get('')?.valuePosition.line ?? job_spec_document/* START */.d3.line, written: value, nodes }] : []);
    const all = [...diagnostics, ...parsedDocuments.flatMap((each) => each.diagnostics)];
    return {
        locatedSpecs,
        diagnostics: limitDiagnostics(all.filter((diagnostic) => !isOverrideDiagnostic(diagnostic)).sort(compareLocations)),
        overrideDiagnostics: all.filter(isOverrideDiagnostic),
        names: parsedDocuments.map(({ name }) => name),
    };
}
/** Also numbers the only document of a file whose own name looks numbered, so that all labels of a step differ. */
function labelOf(file, documentNumber, count) {
    return count > 1 || /#\d+$/.test(file) ? `${file}#${documentNumber}` : file;
}
function createSpec(source, name, { validation: options, overrides }) {
    const { document, issues } = applyOverrides(source, overrides);
    const { request, diagnostics: found } = validateSpec(document, options, name);
    const diagnostics = [...toOverrideDiagnostics(issues, [name]), ...found];
    const isComplete = issues.length === 0 && overrides.every(({ content }) => content !== undefined);
    const { nodes } = document;
    if (!request || !isComplete)
        return { nodes, diagnostics };
    const spec = { ...name, request, digest: (0,digest/* digestRequest */.U4)(request), overrides: toAppliedOverrides(overrides) };
    return { spec, nodes, diagnostics };
}
function toAppliedOverrides(overrides) {
    if (overrides.length === 0)
        return undefined;
    return overrides.map(({ path, content }) => ({ path, value: content?.value }));
}
async function loadFile(path, files, options) {
    const result = await files.read(path, MAX_FILE_BYTES);
    if (result.kind === 'file')
        return parseFile(path, result.bytes, options);
    const message = result.kind === 'missing' ? await describeMissingFile(path, files) : describeUnreadableFile(path, result);
    return { locatedSpecs: [], diagnostics: [load_error(path, message)], overrideDiagnostics: [], names: [] };
}
function load_error(file, message) {
    return { level: 'error', location: { file }, message };
}
async function describeMissingFile(path, files) {
    const problem = `The file does not exist in the workspace ${(0,format_value/* printable */.g$)(files.root)}.`;
    const nameStart = path.lastIndexOf('/') + 1;
    const siblings = (await files.glob(`${path.slice(0, nameStart)}*`)) ?? [];
    const names = siblings
        .map((sibling) => sibling.slice(nameStart))
        .filter((name) => /\.(?:ya?ml|json)$/i.test(name));
    const suggested = (0,suggest/* suggest */.ZA)(path.slice(nameStart), names);
    if (suggested.length > 0)
        return `${problem} Did you mean ${(0,format_value/* joinWithOr */.uy)(suggested.map((name) => (0,format_value/* printable */.g$)(path.slice(0, nameStart) + name)))}?`;
    return `${problem} Check the path, and that actions/checkout runs before this step.`;
}
function describeUnreadableFile(path, result) {
    switch (result.kind) {
        case 'directory':
            return `This is a folder. Specify the files in it, such as ${path === '.' ? '' : `${(0,format_value/* printable */.g$)(path)}/`}*.yml`;
        case 'special':
            return 'This is a device, pipe or socket. Specify a regular file.';
        case 'outside':
            return 'This path leads out of the workspace through a link, so it is not read. Put the file itself into the repository.';
        case 'too-large':
            return `The file has ${result.bytes} bytes, but a spec can have at most ${MAX_FILE_BYTES}. Is it the right file?`;
        case 'unreadable':
            return `The file cannot be read: ${(0,format_value/* printable */.g$)(result.message)}`;
    }
}
/** A wrong file can have a problem on every line, and a log that long would hide the first ones. */
function limitDiagnostics(diagnostics) {
    const shown = diagnostics.slice(0, MAX_DIAGNOSTICS);
    const rest = diagnostics.slice(MAX_DIAGNOSTICS);
    const [first] = rest;
    if (!first)
        return shown;
    const level = rest.some((diagnostic) => diagnostic.level === 'error') ? 'error' : 'warning';
    return [
        ...shown,
        {
            level,
            location: first.location,
            message: `${rest.length} more problems are not shown, starting here.`,
        },
    ];
}


/***/ })

};
