"use strict";
exports.id = 87;
exports.ids = [87];
exports.modules = {

 7087:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  loadBaseSpecs: () => ( loadBaseSpecs),
  loadSpecs: () => ( loadSpecs)
});


var job_spec_document = __webpack_require__(9428);
var format_value = __webpack_require__(2998);
;


const INDEX = /^(?:0|[1-9]\d*)$/;
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
        if ((0,job_spec_document .pi)(value))
            this.value = value;
    }
    #applyAt(current, override, depth) {
        const segment = override.path[depth];
        if (segment === undefined)
            return this.#replace(override);
        const pointer = override.path.slice(0, depth).reduce(job_spec_document .Y2, '');
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
        this.issues.push({ level: 'error', line, field: (0,format_value .cn)(pointer), message });
        return current;
    }
}
const createdNode = (line) => ({
    valuePosition: { line, column: 1 },
    source: '',
    isQuoted: false,
    overrideLine: line,
});
function pathError(container, segment, { pointer, node }) {
    const name = (0,format_value .cn)(pointer) || 'The spec';
    const isNumber = INDEX.test(segment);
    if (Array.isArray(container)) {
        if (!isNumber)
            return `${name} is a list, which has no field ${(0,format_value .hD)(segment)}. Use the index of an item, starting at 0.`;
        const items = container.length === 1 ? '1 item' : `${container.length} items`;
        if (Number(segment) <= container.length)
            return undefined;
        return `${name} has ${items} (numbered from 0), so there is no item ${segment}. The next item to add is ${container.length}.`;
    }
    if (!(0,job_spec_document .pi)(container))
        return `${name} is ${(0,format_value .bp)(container, node)}, not a mapping or a list, so ${(0,format_value .hD)(segment)} cannot be set in it.`;
    return isNumber
        ? `${name} is a mapping, but ${segment} is a list index. Use the name of a field.`
        : undefined;
}

var parse = __webpack_require__(1911);
var encoding = __webpack_require__(8744);
var contract_fields = __webpack_require__(9449);
var parse_messages = __webpack_require__(8547);
;




const MAX_LINE_LENGTH = 20_000;
const EXAMPLE = 'such as hyperparameters.batch_size=16';
const SEVERAL_LINES = 'toJSON writes line breaks. Use jq -c, or set each field on a line of its own.';
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
    if (value === undefined || value.length > MAX_FIRST_LINE || (0,parse .$)(value, '', start).ok)
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
const MAX_FIRST_LINE = 200;
const QUOTED_OR_BRACKET = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g;
function lastIndentedLine(texts, start) {
    if (!/^\s*[\w.]+:\s*$/.test(texts[start] ?? ''))
        return start;
    const indentOf = (text = '') => text.search(/\S|$/);
    const next = texts.findIndex((text, n) => n > start && indentOf(text) <= indentOf(texts[start]));
    return (next === -1 ? texts.length : next) - 1;
}
function findLineError(text, path) {
    if (text.length > MAX_LINE_LENGTH)
        return `This line has ${text.length} characters, more than ${MAX_LINE_LENGTH}. Put the value into the file instead.`;
    if (text.startsWith('#'))
        return `${(0,format_value .hD)(text)} is not an override, and this input does not support comments. Remove the line.`;
    const name = path.join('.');
    if (text.includes('\n') && text.includes('='))
        return `The value of ${(0,format_value .g$)(name)} has several lines, but an override has one. ${SEVERAL_LINES}`;
    const explanation = explainLine(text);
    if (explanation !== undefined)
        return explanation;
    if (!text.includes('='))
        return `${(0,format_value .hD)(text)} has no =. Write path=value, ${EXAMPLE}.`;
    if (name === '')
        return `The field before the = is missing. Write path=value, ${EXAMPLE}.`;
    if (path.some((segment) => segment.trim() === ''))
        return `The path ${(0,format_value .hD)(name)} has an extra dot. Write path=value, ${EXAMPLE}.`;
    const [, list = '', index = ''] = /^([^[\]]+)\[(\d+)\]$/.exec(name) ?? [];
    if (list !== '')
        return `Write the index of a list item after a dot: ${(0,format_value .g$)(list)}.${(0,format_value .g$)(index)}=value.`;
    return path.length > parse_messages .lr ? `The path ${(0,format_value .hD)(name)} has more than ${parse_messages .lr} parts.` : undefined;
}
function explainLine(text) {
    if (/^(["'`]).*\1,?$/.test(text))
        return `Remove the quotes around ${(0,format_value .hD)(text)}.`;
    const [, prefix = ''] = /^((?:-+(?:set\b)?|\$\.|\*|set\b|export\b)\s*)[\w.]+\s*=/.exec(text) ?? [];
    if (prefix !== '' && (0,contract_fields .gP)(pathOf(text.slice(prefix.length))))
        return `Remove ${(0,format_value .hD)(prefix.trim())} from the start of the line.`;
    const [, target = '', operator = ''] = /^([\w.]+)\s*([:+?]=|==(?=\s*\S))/.exec(text) ?? [];
    if ((0,contract_fields .gP)(target.split('.')))
        return `Write = instead of ${operator}.`;
    const [, field = ''] = /^["']?([\w.]+)["']?\s*:(?:\s|$)/.exec(text) ?? [];
    if (field !== '' && !text.includes('='))
        return explainYamlLine(text, field);
    if (text.startsWith('{'))
        return `This is a JSON object. Write one path=value per line, ${EXAMPLE}.`;
    const second = text
        .split(/(?:[\s,;&]|\\n)+/)
        .slice(1)
        .find((part) => /^[\w.]+=/.test(part) && (0,contract_fields .gP)(pathOf(part)));
    if (second !== undefined)
        return `Put ${(0,format_value .g$)(pathOf(second).join('.'))} on a line of its own.`;
    return undefined;
}
function explainYamlLine(text, field) {
    const value = text.slice(text.indexOf(':') + 1).trim();
    if (value === '' || text.includes('\n'))
        return `${(0,format_value .hD)(text)} has no =. Write the full path and the value on one line, ${EXAMPLE}.`;
    return `Write = instead of the colon: ${(0,format_value .g$)(field)}=${(0,format_value .g$)(value)}`;
}
function pathOf(text) {
    return text.slice(0, text.indexOf('=')).trim().split('.');
}

;





const MAX_LINES = 100;
const KEY_PREFIX = 'x: ';
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
    const pointer = path.reduce(job_spec_document .Y2, '');
    const value = parseOverrideValue(text.slice(equals + 1).trim(), pointer, line);
    if (!value.ok) {
        const field = (0,format_value .cn)(pointer);
        const issues = value.messages.map((message) => ({ level: 'error', line, field, message }));
        return { override: { line, path, pointer }, issues };
    }
    const nodes = new Map([...value.nodes].map(([at, node]) => [at, { ...node, overrideLine: line }]));
    return { override: { line, path, pointer, content: { value: value.value, nodes } }, issues: [] };
}
function parseOverrideValue(source, pointer, line) {
    const text = (0,encoding .g)(new TextEncoder().encode(KEY_PREFIX + source));
    if (typeof text !== 'string')
        return { ok: false, messages: [`${(0,format_value .cn)(pointer)}: ${text.message}`] };
    const parsed = (0,parse .$)(text.slice(KEY_PREFIX.length), pointer, line);
    if (!parsed.ok)
        return parsed;
    const isEmpty = parsed.value === null && parsed.nodes.get(pointer)?.source === '';
    if (!isEmpty && !containsBlankText(parsed.value))
        return parsed;
    return { ok: false, messages: [emptyValueMessage((0,format_value .cn)(pointer))] };
}
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
        const field = (0,format_value .cn)(each.pointer);
        const message = `${field} is set again on line ${last.line}, and that value takes precedence. Is one of the two a mistake?`;
        return [{ level: 'warning', line: each.line, field, message }];
    });
}
function findConflicting(all) {
    return all.flatMap((each, n) => {
        const other = all.slice(0, n).find((earlier) => isInside(each, earlier) || isInside(earlier, each));
        if (other === undefined)
            return [];
        const [field, earlier] = [each, other].map(({ pointer }) => (0,format_value .cn)(pointer));
        const [inner, outer] = isInside(each, other) ? [field, earlier] : [earlier, field];
        const message = `${inner} is part of ${outer}, and line ${other.line} sets ${earlier}. Set only one of the two.`;
        return [{ level: 'error', line: each.line, field, message }];
    });
}
function isInside({ pointer }, { pointer: outer }) {
    return pointer.startsWith(`${outer}/`);
}

;
const ONE_PER_LINE = 'Write one path per line in the input "spec", without commas, quotes and brackets.';
const SPEC_ITSELF = 'The input "spec" takes the path of a file, not the spec itself. Save the spec in a file of the repository.';
const MAX_LENGTH = 2000;
const LOOKS_LIKE_A_PATH = /\.(?:ya?ml|json)$|[*?]/i;
const SEPARATOR = /(?:[,;|\s]|%0A|\\n)+(?![^{]*\})/i;
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
function explainPath(line) {
    if (line.length > MAX_LENGTH)
        return undefined;
    const path = line.replace(/^!\s*/, '');
    const parts = path.split(SEPARATOR).filter((part) => part !== '');
    if (parts.length > 1 && parts.every((part) => LOOKS_LIKE_A_PATH.test(part.replace(/["'\]]+$/, ''))))
        return ONE_PER_LINE;
    return EXPLANATIONS.find(([pattern]) => pattern.test(path))?.[1];
}
const EXPLANATIONS = [
    [/^[-*\u2022]\s+/, 'Remove the dash: the input "spec" is text with one path per line, not a list.'],
    [/^#|\s#/, 'The input "spec" does not support comments. Write only the path.'],
    [/^["'`\u201c\u201d\u2018\u2019[]|["'`\u201c\u201d\u2018\u2019\]],?$|[,;]$/, ONE_PER_LINE],
    [/^[a-z]+:\/\//i, 'This is a URL. Check the file out, and write its path in the workspace.'],
    [/^[\w-]+:\s+\S/, 'Write only the path, without a name and a colon before it.'],
    [/^(?:\$|%|~)/, 'Variables and ~ are not expanded here. Write the path relative to the workspace.'],
];

;


const MAX_FILES = 1000;
const TOO_COMPLEX = 'This pattern takes too much time or memory to match. Use fewer braces, and no repeated groups such as +(a|b).';
const GLOB = /[*?[{]|[!+@]\(/;
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
        const message = `This is a folder, but only files can be excluded. Write !${(0,format_value .g$)(path)}/**`;
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
function parsePath(line, workspaceRoot) {
    const path = relativeToRoot(line, workspaceRoot);
    if (/^(?:[/\\]|[a-z]:)/i.test(path)) {
        return {
            error: `This path is not in the workspace ${(0,format_value .g$)(workspaceRoot)}. Use a path relative to it, such as training/a.yml.`,
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
    return `the workspace ${(0,format_value .g$)(workspace.root)}`;
}

var digest = __webpack_require__(4629);
;



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
        const [one, other] = [first, second].map(({ written }) => (0,digest .dj)(valueAt(written, path)));
        return one !== other;
    });
    if (cause === undefined) {
        const message = `${describePlace(second)} is the same request as ${describePlace(first)}. ${ADVICE}`;
        return { level: 'error', location: { file: second.spec.file, line: second.line }, message };
    }
    const field = (0,format_value .cn)(cause.pointer);
    const specs = [first, second].map(({ spec: { file, label } }) => ({ file, label }));
    const message = `This makes ${describePlace(first)} and ${describePlace(second)} the same request, because they differ only in what "set" replaces. ${ADVICE}`;
    return { level: 'error', location: { input: 'set', line: cause.line, specs }, field, message };
}
function describePlace({ spec, line }) {
    return `${(0,format_value .g$)(spec.label)} (line ${line})`;
}
function valueAt(value, path) {
    return path.reduce((parent, key) => {
        if (Array.isArray(parent))
            return parent[Number(key)];
        return (0,job_spec_document .pi)(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
    }, value);
}

var repository_folder = __webpack_require__(4686);
var file_kind = __webpack_require__(8722);
;

function isOverrideDiagnostic(diagnostic) {
    return diagnostic.location.input !== undefined;
}
function toOverrideDiagnostics(issues, specs) {
    return issues.map(({ line, ...issue }) => ({ ...issue, location: { input: 'set', line, specs } }));
}
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
    const name = (0,format_value .g$)(first?.label ?? '');
    return others.length === 0 ? name : `${name} and ${others.length} more`;
}

var types = __webpack_require__(1072);
var limit_diagnostics = __webpack_require__(8199);
var suggest = __webpack_require__(5575);
var validate_spec = __webpack_require__(8180);
;
















async function loadSpecs(lines, files, options, set = '') {
    const { paths, secondNames, errors } = await resolveFiles(lines, files);
    const { overrides, issues } = parseOverrides(set);
    const parsed = [];
    for (const source of await nameSources(paths, files))
        parsed.push(await loadFile(source, files, { validation: options, overrides }));
    const names = parsed.flatMap((file) => file.names);
    const overrideDiagnostics = mergeAcrossSpecs([...toOverrideDiagnostics(issues, names), ...parsed.flatMap((file) => file.overrideDiagnostics)], names);
    const isComplete = issues.every(({ level }) => level !== 'error');
    const specs = isComplete ? parsed.flatMap((file) => file.locatedSpecs) : [];
    const duplicates = options.allowsDuplicates === true ? [] : findDuplicates(specs, overrides);
    return {
        specs: specs.map(({ spec }) => spec),
        positions: positionsOf(specs),
        diagnostics: [
            ...errors.map(({ exclusion: line, message }) => error(line, message)),
            ...secondNames.map(secondNameWarning),
            ...(0,limit_diagnostics .c)(overrideDiagnostics),
            ...parsed.flatMap(({ diagnostics }) => diagnostics),
            ...(0,limit_diagnostics .c)(duplicates),
        ],
    };
}
async function nameSources(paths, files) {
    const names = await Promise.all(paths.map((path) => (0,repository_folder .z)(path, files)));
    const areUnique = new Set(names).size === names.length;
    return paths.map((path, n) => ({ path, name: areUnique ? (names[n] ?? path) : path }));
}
function positionsOf(specs) {
    return new Map(specs.map(({ spec, nodes }) => [spec.label, nodes]));
}
function secondNameWarning({ path, firstPath }) {
    const message = `This is another name of the file ${(0,format_value .g$)(firstPath)}, which is read only once.`;
    return { level: 'warning', location: { file: path }, message };
}
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
function loadBaseSpecs(file, bytes, set) {
    return parseSpecs(file, bytes, { allowUnknownFields: true, waitsForJob: false }, parseOverrides(set).overrides);
}
const DATA_FILE = /\.(?:jsonl|ndjson|csv|tsv|parquet)$/i;
const NOT_A_SPEC = {
    ...job_spec_document .d3,
    message: 'This is a file for training data, not a spec. Narrow the input "spec". A spec names its data in dataset_ids.',
};
function parseFile(file, bytes, options) {
    const text = DATA_FILE.test(file) ? NOT_A_SPEC : decodeSpec(bytes);
    const { count, documents, errors } = typeof text === 'string' ? (0,parse .r)(text) : { count: 0, documents: [], errors: [text] };
    const diagnostics = errors.map(({ line, column, message, field }) => {
        return { level: 'error', location: { file, line, column }, field, message };
    });
    const parsedDocuments = documents.map((document) => {
        const name = { file, label: labelOf(file, document.number, count) };
        return { name, document, ...createSpec(document, name, options) };
    });
    const locatedSpecs = parsedDocuments.flatMap(({ spec, nodes, document: { nodes: written, value } }) => spec ? [{ spec, line: written.get('')?.valuePosition.line ?? job_spec_document .d3.line, written: value, nodes }] : []);
    const all = [...diagnostics, ...parsedDocuments.flatMap((each) => each.diagnostics)];
    return {
        locatedSpecs,
        diagnostics: (0,limit_diagnostics .c)(all.filter((diagnostic) => !isOverrideDiagnostic(diagnostic)).sort(validate_spec .Q)),
        overrideDiagnostics: all.filter(isOverrideDiagnostic),
        names: parsedDocuments.map(({ name }) => name),
    };
}
function decodeSpec(bytes) {
    const text = (0,encoding .g)(bytes);
    return typeof text === 'string' ? ((0,encoding .V)(text) ?? text) : text;
}
function labelOf(file, documentNumber, count) {
    return count > 1 || /#\d+$/.test(file) ? `${file}#${documentNumber}` : file;
}
function createSpec(source, name, { validation: options, overrides }) {
    const { document, issues } = applyOverrides(source, overrides);
    const { request, diagnostics: found } = (0,validate_spec .x)(document, options, name);
    const diagnostics = [...toOverrideDiagnostics(issues, [name]), ...found];
    const isComplete = issues.length === 0 && overrides.every(({ content }) => content !== undefined);
    const { nodes } = document;
    if (!request || !isComplete)
        return { nodes, diagnostics };
    const spec = { ...name, request, digest: (0,digest .U4)(request), overrides: toAppliedOverrides(overrides) };
    return { spec, nodes, diagnostics };
}
function toAppliedOverrides(overrides) {
    if (overrides.length === 0)
        return undefined;
    return overrides.map(({ path, content }) => ({ path, value: content?.value }));
}
async function loadFile({ path, name }, files, options) {
    const result = await files.read(path, types .g);
    if (result.kind === 'file') {
        const parsed = parseFile(name, result.bytes, options);
        if (name === path)
            return parsed;
        const locatedSpecs = parsed.locatedSpecs.map(({ spec, ...rest }) => ({
            ...rest,
            spec: { ...spec, workspacePath: path },
        }));
        return { ...parsed, locatedSpecs };
    }
    const message = result.kind === 'missing' ? await describeMissingFile(path, files) : describeUnreadableFile(path, result);
    return { locatedSpecs: [], diagnostics: [error(name, message)], overrideDiagnostics: [], names: [] };
}
function error(file, message) {
    return { level: 'error', location: { file }, message };
}
async function describeMissingFile(path, files) {
    const problem = `The file does not exist in the workspace ${(0,format_value .g$)(files.root)}.`;
    const nameStart = path.lastIndexOf('/') + 1;
    const siblings = (await files.glob(`${path.slice(0, nameStart)}*`)) ?? [];
    const names = siblings
        .map((sibling) => sibling.slice(nameStart))
        .filter((name) => /\.(?:ya?ml|json)$/i.test(name));
    const suggested = (0,suggest .ZA)(path.slice(nameStart), names);
    if (suggested.length > 0)
        return `${problem} Did you mean ${(0,format_value .uy)(suggested.map((name) => (0,format_value .g$)(path.slice(0, nameStart) + name)))}?`;
    return `${problem} Check the path, and that actions/checkout runs before this step.`;
}
function describeUnreadableFile(path, result) {
    switch (result.kind) {
        case 'directory':
            return `This is a folder. Specify the files in it, such as ${path === '.' ? '' : `${(0,format_value .g$)(path)}/`}*.yml`;
        case 'special':
            return 'This is a device, pipe or socket. Specify a regular file.';
        case 'outside':
            return 'This path leads out of the workspace through a link, so it is not read. Put the file itself into the repository.';
        case 'too-large':
            return (0,file_kind .p)(result.bytes, file_kind .$);
        case 'unreadable':
            return `The file cannot be read: ${(0,format_value .g$)(result.message)}`;
    }
}


 }),

 4686:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 q: () => ( findRepositoryFolder),
 z: () => ( pathInRepository)
 });
const MAX_BYTES = 4096;
async function findRepositoryFolder(path, files) {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (folder === '')
        return '';
    const { kind } = await files.read(`${folder}/.git/HEAD`, MAX_BYTES);
    return kind === 'file' ? folder : findRepositoryFolder(folder, files);
}
async function pathInRepository(path, files) {
    const folder = await findRepositoryFolder(path, files);
    return folder === '' ? path : path.slice(folder.length + 1);
}


 })

};
;