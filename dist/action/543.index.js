"use strict";
exports.id = 543;
exports.ids = [543];
exports.modules = {

 8744:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 V: () => ( findJsonLines),
 g: () => ( decodeText)
 });
const UNSUPPORTED_ENCODINGS = [
    { name: 'UTF-32 (little-endian)', iconv: 'UTF-32LE', prefixes: ['ff fe 00 00', 'x 00 00 00'] },
    { name: 'UTF-32 (big-endian)', iconv: 'UTF-32BE', prefixes: ['00 00 fe ff', '00 00 00 x'] },
    { name: 'UTF-16 (little-endian)', iconv: 'UTF-16LE', prefixes: ['ff fe', 'x 00 x 00'] },
    { name: 'UTF-16 (big-endian)', iconv: 'UTF-16BE', prefixes: ['fe ff', '00 x 00 x'] },
];
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const LONE_CR = /\r(?!\n)/;
const CONFLICT_MARKER = /^(?:<{7}|>{7}) /m;
const CODE_FENCE = /^```/m;
const INVISIBLE_INDENT = /^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m;
const INVISIBLE_SEPARATOR = /^[ \t]*(?:-|(?:- )?["']?[\w$.-]+["']? ?:) *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])/m;
function decodeText(bytes) {
    const encoding = UNSUPPORTED_ENCODINGS.find(({ prefixes }) => prefixes.some((prefix) => hasPrefix(bytes, prefix.split(' '))));
    if (encoding) {
        const message = `The file is encoded in ${encoding.name}, but must be UTF-8. Convert it: iconv -f ${encoding.iconv} -t UTF-8`;
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
            message: 'The line ``` is a Markdown code fence. Delete it.',
        };
    }
    return undefined;
}
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
    }
    const byte = (bytes[start] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const message = `The byte 0x${byte} is not valid UTF-8, which the file must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8`;
    return { ...positionOf(text, text.length), message };
}


 }),

 3634:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 C: () => ( describeInvalidValue),
 G: () => ( describeExpected)
 });
 var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);
 var _file_kind_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8722);
 var _placeholders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9251);
 var _suggest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5575);
 var _format_value_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2998);





const UUID_EXAMPLE = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
function describeExpected(schema) {
    if (schema.expected !== undefined)
        return schema.expected;
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
function describeInvalidValue(value, node, { schema, isRequired, kind = _file_kind_js__WEBPACK_IMPORTED_MODULE_1__ .$ }) {
    if (value === null) {
        const what = node?.source ? `is ${node.source}` : 'has no value';
        return `${what}. Write ${describeExpected(schema)}${isRequired ? '' : ', or remove the line'}.`;
    }
    const what = `is ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_3__ .bp)(value, node)}`;
    const ids = idsIn(value, schema);
    if (ids.length > 0)
        return `is ${typeof value === 'string' ? 'text' : 'a mapping'}, but must be ${schema.type === 'array' ? 'a list of UUIDs' : 'one UUID'}. ${writeIds(ids, schema)}`;
    const fix = typeof value === 'string' ? suggestFix(value, node?.isQuoted ?? false, { schema, kind }) : undefined;
    if (fix !== undefined)
        return `${what}${fix}`;
    const isOtherScalar = typeof value === 'number' || typeof value === 'boolean';
    if (schema.type === 'string' && !schema.enum && !schema.format && isOtherScalar) {
        return `${what}, a ${typeof value}. Put it in quotes if it is a name.`;
    }
    return `${what}, but must be ${describeExpected(schema)}.`;
}
function suggestFix(text, isQuoted, { schema, kind }) {
    if (text.includes('${{'))
        return `, but GitHub does not evaluate expressions in this file. ${kind.insteadOfTemplate}`;
    if ((0,_placeholders_js__WEBPACK_IMPORTED_MODULE_4__ .F)(text))
        return `, but must be ${describeExpected(schema)}. Nothing replaces it.`;
    if (schema.type === 'object' && /^[\w-]+:\s*\S/.test(text))
        return '. Put a space after the colon.';
    if (schema.enum)
        return suggestEnumValue(text, schema.enum, schema.expected);
    if (schema.type === 'integer' || schema.type === 'number')
        return suggestNumber(text, isQuoted, schema);
    if (schema.type === 'boolean')
        return suggestBoolean(text, isQuoted);
    if (schema.format === 'uuid')
        return suggestUuid(text);
    if (schema.type === 'array')
        return `, but must be ${describeExpected(schema)}. Put it in brackets: [${/^\w/.test(text) ? (0,_format_value_js__WEBPACK_IMPORTED_MODULE_3__ .g$)(text) : (0,_format_value_js__WEBPACK_IMPORTED_MODULE_3__ .hD)(text)}].`;
    return undefined;
}
const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
const MAX_SHOWN_IDS = 3;
function idsIn(value, { type, format, items }) {
    const isList = type === 'array' && items?.format === 'uuid';
    if (!isList && format !== 'uuid')
        return [];
    const texts = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(value) ? Object.values(value) : [value];
    const text = texts.every((each) => typeof each === 'string') ? texts.join(' ') : '';
    if (/[^\s,;|"'[\]-]/.test(text.replace(UUID, '')))
        return [];
    const ids = text.match(UUID) ?? [];
    return isList || (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(value) || ids.length > 1 ? ids : [];
}
function writeIds(ids, { type }) {
    const [first] = ids;
    if (ids.length > MAX_SHOWN_IDS || (type !== 'array' && ids.length > 1))
        return 'Write each id on a line of its own, after a dash and a space.';
    return type === 'array' ? `Write [${ids.join(', ')}].` : `Write only ${first}.`;
}
function suggestEnumValue(text, allowed, expected) {
    const candidates = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_2__ .ZA)(text, allowed);
    if (candidates.length === 0)
        return undefined;
    const list = expected === undefined ? ` Allowed: ${allowed.join(', ')}.` : '';
    return `. Did you mean ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_3__ .uy)(candidates)}?${list}`;
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


 }),

 8722:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $: () => ( SPEC_FILE),
 p: () => ( tooLargeMessage)
 });
 var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1072);

const SPEC_FILE = {
    noun: 'spec',
    minimum: 'Add at least job_type and model_config.',
    topLevel: 'A spec is a mapping that starts with job_type.',
    insteadOfTemplate: 'Write the value itself, or use the input "set".',
    allowsSeveral: true,
};
function tooLargeMessage(bytes, { noun }) {
    return `The file has ${bytes} bytes, but a ${noun} can have at most ${_types_js__WEBPACK_IMPORTED_MODULE_0__ .g}. Is it the right file?`;
}


 }),

 8199:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 c: () => ( limitDiagnostics)
 });
const MAX_DIAGNOSTICS = 100;
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


 }),

 9251:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 F: () => ( isTemplate),
 w: () => ( isPlaceholder)
 });
const TEMPLATE = /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^%\w+%$|^@\w+@$|^__\w+__$|^<[^<>]*>$|^\.{3}$|^\u2026$/;
const REMINDER = /^(?:to-?do|fix-?me|tbd|x{3,}|\?+|change-?me|replace-?me|placeholder|your[-_ ](?:base[-_ ])?model(?:[-_ ](?:name|id|here))?|n\/a|none|null)$/i;
const MAX_LENGTH = 200;
function isTemplate(text) {
    return text.length <= MAX_LENGTH && TEMPLATE.test(text.trim());
}
function isPlaceholder(text) {
    return isTemplate(text) || (text.length <= MAX_LENGTH && REMINDER.test(text.trim()));
}


 }),

 1553:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 V: () => ( describeUnknownKey)
 });
 var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9428);
 var _contract_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9449);
 var _file_kind_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8722);
 var _suggest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5575);
 var _format_value_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2998);





function describeUnknownKey(pointer, value, context) {
    const { parent, key } = (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .GS)(pointer) ?? { parent: '', key: '' };
    const nested = parent === '' ? describeWrapper(key, value, context) : undefined;
    if (nested !== undefined)
        return nested;
    const keyWithoutSpace = value === null ? /^([\w-]+):\S/.exec(key)?.[1] : undefined;
    const { kind = _file_kind_js__WEBPACK_IMPORTED_MODULE_2__ .$, fields = (0,_contract_fields_js__WEBPACK_IMPORTED_MODULE_1__ .Cc)() } = context;
    const suggested = findSuggestedFields(keyWithoutSpace ?? key, value, parent, fields);
    const hint = didYouMean(suggested, parent);
    const what = `${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)} is not a field of ${parent === '' ? `a ${kind.noun}` : (0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(parent)}`;
    const names = fields.filter((field) => field.parent === parent).map(({ name }) => name);
    let message = `${what}.${hint || ` Its fields are ${names.join(', ')}.`}`;
    const [first] = suggested;
    if (context.isSent)
        message = `${what} in the API schema. It is sent unchanged.${hint}`;
    else if (key.startsWith('//'))
        message = 'Comments start with #, not with //.';
    else if (keyWithoutSpace !== undefined)
        message = `${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)} needs a space after the colon.`;
    else if (first)
        message = describeOtherPlace(key, parent, first, context) ?? message;
    const isMisspelt = suggested.length === 1 && first?.parent === parent && first.schema.type === 'object';
    return {
        message,
        suggested: suggested.map(pointerTo),
        misspelt: isMisspelt && (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(value) ? pointerTo(first) : undefined,
    };
}
const isJoined = (key) => /[./]/.test(key);
function describeOtherPlace(key, parent, field, { isOverride }) {
    const path = (0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(pointerTo(field));
    if (isJoined(key) && (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .yS)(path, key)) {
        if (isOverride)
            return `Write the path with dots: ${path}=\u2026`;
        return `${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)} is two names in one. Write ${field.name} on a line below "${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(field.parent)}:", indented by two spaces.`;
    }
    if (field.parent === parent || !(0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .yS)(field.name, key))
        return undefined;
    if (isOverride)
        return `${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)} is not the full path. Write ${path}=\u2026`;
    const here = parent === '' ? 'at the top level' : `in ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(parent)}`;
    const there = field.parent === '' ? 'to the top level' : `into ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(field.parent)}`;
    return `${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)} does not belong ${here}. Move it ${there}${field.name === key ? '' : `, as ${field.name}`}.`;
}
function describeWrapper(key, value, { isOverride, kind = _file_kind_js__WEBPACK_IMPORTED_MODULE_2__ .$, fields = (0,_contract_fields_js__WEBPACK_IMPORTED_MODULE_1__ .Cc)() }) {
    const spec = Array.isArray(value) ? value[0] : value;
    if (!(0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(spec))
        return undefined;
    const inside = fields.filter(({ name, parent }) => parent === '' && Object.keys(spec).some((each) => (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .yS)(each, name)));
    if (inside.length === 0)
        return undefined;
    const suggested = inside.map(pointerTo);
    if (isOverride)
        return { message: `Remove ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(`${key}.`)} from the start of the path.`, suggested };
    const message = Array.isArray(value) && kind.allowsSeveral
        ? `A spec describes one job, not a list of ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)}. Write each job without it, and put --- between the jobs.`
        : `A ${kind.noun} has its fields at the top level, not in ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)}. Move them up, and remove ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .hD)(key)}.`;
    return { message, suggested };
}
function findSuggestedFields(key, value, parent, fields) {
    const joined = fields.find((field) => isJoined(key) && (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .yS)((0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(pointerTo(field)), key));
    if (joined)
        return [joined];
    const same = fields.filter(({ name }) => (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .yS)(name, key));
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
function isTypeCompatible(value, type) {
    if (value === null)
        return true;
    if (Array.isArray(value))
        return type === 'array';
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_0__ .pi)(value) === (type === 'object');
}
function findSimilar(key, fields) {
    const names = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_3__ .ZA)(key, fields.map(({ name }) => name));
    return fields.filter(({ name }) => names.includes(name));
}
function didYouMean(suggested, parent) {
    const names = suggested.map((field) => (field.parent === parent ? field.name : (0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .cn)(pointerTo(field))));
    return names.length === 0 ? '' : ` Did you mean ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_4__ .uy)(names)}?`;
}
function pointerTo({ parent, name }) {
    return `${parent}/${name}`;
}


 }),

 8180:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Q: () => ( compareLocations),
  x: () => ( validateSpec)
});

;
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

var job_spec_document = __webpack_require__(9428);
var contract_fields = __webpack_require__(9449);
var file_kind = __webpack_require__(8722);
var format_value = __webpack_require__(2998);
var placeholders = __webpack_require__(9251);
;


const MODEL = '/model_config/base_model';
const TYPOGRAPHIC = /[\u2018\u2019\u201c\u201d\u2010-\u2015]/u;
const checkModelName = ({ request: { model_config: { base_model: name } = {} } }) => {
    if (name === undefined || name.trim() === '' || name.includes('${{'))
        return [];
    const report = (level, message) => [
        { level, pointer: MODEL, message: `${(0,format_value .cn)(MODEL)} ${message}` },
    ];
    if (/[\r\n]/.test(name))
        return report('error', `is text of several lines or with a line break at its end. Write the name on one line, without | or >.`);
    if (name.trim() !== name)
        return report('error', `is ${(0,format_value .hD)(name)}, with blanks around it. Write ${(0,format_value .hD)(name.trim())}.`);
    const invisible = (0,format_value .k7)(name);
    if (invisible !== undefined)
        return report('error', `contains ${invisible}, which nobody sees. Type the name again.`);
    if ((0,placeholders .w)(name))
        return report('warning', `is ${(0,format_value .hD)(name)}. Is it a placeholder? Nothing replaces it.`);
    const [character] = TYPOGRAPHIC.exec(name) ?? [];
    return character === undefined
        ? []
        : report('warning', `is ${(0,format_value .hD)(name)}, with the typographic character ${character}. Is it meant as ${asciiOf(character)}?`);
};
function asciiOf(character) {
    if (/[\u201c\u201d]/.test(character))
        return '"';
    return /[\u2018\u2019]/.test(character) ? "'" : '-';
}
const NUMBER_FIELDS = {
    model_config: ['num_experts', 'active_experts'],
    hyperparameters: ['learning_rate', 'training_steps', 'batch_size', 'weight_decay', 'warmup_steps'],
};
const checkNumberNotation = ({ request, describeValue }) => Object.entries(NUMBER_FIELDS).flatMap(([parent, names]) => names.flatMap((name) => {
    const values = request[parent] ?? {};
    const value = values[name];
    const pointer = `/${parent}/${name}`;
    if (typeof value !== 'number' || !/^[-+]?0[xo\d]/i.test(describeValue(pointer)))
        return [];
    const message = `${(0,format_value .cn)(pointer)} is ${describeValue(pointer)}, which is sent as ${value}. Write ${value}.`;
    return [{ level: 'warning', pointer, message }];
}));
const MANY_STEPS = 10_000_000;
const checkTrainingSteps = ({ request: { hyperparameters: { training_steps: steps } = {} }, describeValue, }) => {
    if (steps === undefined || steps <= MANY_STEPS)
        return [];
    const pointer = '/hyperparameters/training_steps';
    const message = `${(0,format_value .cn)(pointer)} is ${describeValue(pointer)}. Time and cost grow with it. Is there a digit too many?`;
    return [{ level: 'warning', pointer, message }];
};
const PLACEHOLDER_ID = /^([\da-f])(?:\1|-)+$/i;
const checkPlaceholderIds = ({ request: { dataset_ids: ids = [] } }) => ids.flatMap((id, n) => {
    if (id === undefined || !PLACEHOLDER_ID.test(id))
        return [];
    const pointer = `/dataset_ids/${n}`;
    return [{ level: 'warning', pointer, message: `${(0,format_value .cn)(pointer)} is ${id}. Is it a placeholder?` }];
});

;



const EXPERT_FIELDS = ['/model_config/num_experts', '/model_config/active_experts'];
function applyRules(context, options) {
    return RULES.flatMap((rule) => rule(context, options));
}
function error(pointer, message, ...relatedTo) {
    return { level: 'error', pointer, relatedTo, message: `${(0,format_value .cn)(pointer)} ${message}` };
}
function warning(pointer, message, ...relatedTo) {
    return { level: 'warning', pointer, relatedTo, message: `${(0,format_value .cn)(pointer)} ${message}` };
}
const BASE_MODEL = '/model_config/base_model';
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
            error(pointer, `contains \${{ }}, but GitHub does not evaluate expressions in this file. ${file_kind .$.insteadOfTemplate}`),
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

var unknown_fields = __webpack_require__(1553);
var field_messages = __webpack_require__(3634);
;







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
function compareLocations({ location: a }, { location: b }) {
    return (a.line ?? 0) - (b.line ?? 0) || columnOf(a) - columnOf(b);
}
function columnOf(location) {
    return location.input === undefined ? (location.column ?? 0) : 0;
}
const EDITOR_SCHEMA = '$schema';
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
        .map(({ pointer }) => schemaError(pointer, `is missing. It must be ${(0,field_messages .G)((0,contract_fields .lv)(pointer) ?? {})}.`));
    const valueErrors = relevant.filter(({ error }) => !['additionalProperties', 'required'].includes(error.keyword));
    const invalid = [...new Set(valueErrors.map(({ pointer }) => pointer))].map((pointer) => {
        const isNeeded = (0,contract_fields .gx)(pointer) || (pointer === BASE_MODEL && needsBaseModel(value['job_type']));
        const expected = { schema: (0,contract_fields .lv)(pointer) ?? {}, isRequired: isNeeded };
        return schemaError(pointer, (0,field_messages .C)(valueAt(value, pointer), document.nodes.get(pointer), expected));
    });
    return [...unknown, ...missing, ...invalid];
}
const ANOTHER_FILE = `This has no field of a spec, such as ${((0,contract_fields .lv)('')?.required ?? []).join(' and ')}. Is it another kind of file? Then narrow the input "spec".`;
function isAnotherFile(value, unknown) {
    const names = Object.keys(value);
    return (names.length > 0 &&
        names.every((name) => unknown.some(({ level, pointer, suggested }) => level === 'error' && pointer === (0,job_spec_document .Y2)('', name) && suggested.length === 0)));
}
function unknownFieldDiagnostic(pointer, { value, nodes }, { allowUnknownFields }) {
    const { message, suggested, misspelt } = (0,unknown_fields .V)(pointer, valueAt(value, pointer), {
        isSent: allowUnknownFields,
        isOverride: nodes.get(pointer)?.overrideLine !== undefined,
    });
    const level = allowUnknownFields ? 'warning' : 'error';
    return { level, pointer, isAboutKey: true, message, suggested, misspelt };
}
function renameMisspeltMappings(document, options) {
    if (options.allowUnknownFields)
        return { document, diagnostics: [] };
    const diagnostics = Object.keys(document.value)
        .map((key) => (0,job_spec_document .Y2)('', key))
        .filter((pointer) => (0,contract_fields .lv)(pointer) === undefined)
        .map((pointer) => unknownFieldDiagnostic(pointer, document, options))
        .filter(({ misspelt }) => misspelt !== undefined && valueAt(document.value, misspelt) === undefined);
    return {
        document: diagnostics.reduce((each, { pointer, misspelt = '' }) => rename(each, pointer, misspelt), document),
        diagnostics,
    };
}
function rename(document, from, to) {
    const { key: oldKey } = (0,job_spec_document .GS)(from) ?? { key: '' };
    const { key: newKey } = (0,job_spec_document .GS)(to) ?? { key: '' };
    const move = (pointer) => pointer === from || pointer.startsWith(`${from}/`) ? to + pointer.slice(from.length) : pointer;
    return {
        ...document,
        value: Object.fromEntries(Object.entries(document.value).map(([key, value]) => [key === oldKey ? newKey : key, value])),
        nodes: new Map([...document.nodes].map(([pointer, node]) => [move(pointer), node])),
        invalidPointers: new Set([...document.invalidPointers].map(move)),
    };
}
function schemaError(pointer, message) {
    return { level: 'error', pointer, message: `${(0,format_value .cn)(pointer)} ${message}`.trimStart(), suggested: [] };
}
function errorPointer({ instancePath, params }) {
    const child = params['additionalProperty'] ?? params['missingProperty'];
    return typeof child === 'string' ? (0,job_spec_document .Y2)(instancePath, child) : instancePath;
}
function isExplainedElsewhere(pointer, document, suggestedPointers) {
    if (suggestedPointers.some((suggested) => suggested === pointer || suggested.startsWith(`${pointer}/`)))
        return true;
    return document.invalidPointers.has(`${(0,job_spec_document .GS)(pointer)?.parent ?? ''}/<<`);
}
function valueAt(value, pointer) {
    const split = (0,job_spec_document .GS)(pointer);
    if (!split)
        return value;
    const parent = valueAt(value, split.parent);
    if (Array.isArray(parent))
        return parent[Number(split.key)];
    return (0,job_spec_document .pi)(parent) ? parent[split.key] : undefined;
}
function createRuleContext(document, invalid) {
    return {
        request: omitInvalid(document.value, '', invalid) ?? {},
        isReliable: (pointer) => isReliable(pointer, invalid),
        describeValue: (pointer) => (0,format_value .bp)(valueAt(document.value, pointer), document.nodes.get(pointer)),
    };
}
function omitInvalid(value, pointer, invalid) {
    if (invalid.has(pointer))
        return undefined;
    if (Array.isArray(value))
        return value.map((item, i) => omitInvalid(item, (0,job_spec_document .Y2)(pointer, i), invalid));
    if (!(0,job_spec_document .pi)(value))
        return value;
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, item]) => [key, omitInvalid(item, (0,job_spec_document .Y2)(pointer, key), invalid)]));
}
function isReliable(pointer, invalid) {
    const parent = (0,job_spec_document .GS)(pointer)?.parent;
    if (invalid.has(pointer))
        return false;
    return parent === undefined || (!invalid.has(`${parent}/<<`) && isReliable(parent, invalid));
}
function toDiagnostic(document, diagnostic, name) {
    const { level, pointer, message } = diagnostic;
    return { level, location: locate(document, diagnostic, name), field: (0,format_value .cn)(pointer), message };
}
function locate({ nodes }, diagnostic, name) {
    const { pointer, isAboutKey, relatedTo = [] } = diagnostic;
    const nearest = (0,job_spec_document .Tb)(nodes, pointer);
    const line = [nearest, ...relatedTo]
        .map((each) => nodes.get(each)?.overrideLine)
        .find((each) => each !== undefined);
    if (line !== undefined)
        return { input: 'set', line, specs: [name] };
    return { file: name.file, ...(0,job_spec_document .Dz)(nodes, pointer, isAboutKey) };
}


 }),

 8547:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

 __webpack_require__.d(__webpack_exports__, {
 $5: () => ( topLevelMessage),
 Fq: () => ( isTagAllowed),
 N8: () => ( unclosedMessage),
 PB: () => ( PARSE_MESSAGES),
 at: () => ( badKeyMessage),
 lr: () => ( MAX_DEPTH),
 pH: () => ( findNumberError)
 });
 var _format_value_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2998);

const MAX_DEPTH = 32;
const PARSE_MESSAGES = {
    emptyFile: ({ minimum }) => `The file is empty. ${minimum}`,
    onlyComments: ({ noun, minimum }) => `The file contains no ${noun}, only comments or --- lines. ${minimum}`,
    tooDeep: `Nested more than ${MAX_DEPTH} levels deep. Check for an extra bracket or wrong indentation.`,
    tooManyDocuments: (max) => `The file contains more than ${max} documents. Split it.`,
    tooManyValues: (max) => `The document contains more than ${max} values after its aliases are expanded.`,
    tab: 'This line is indented with a tab, which YAML does not allow. Replace each tab with two spaces.',
    oldVersion: 'YAML 1.1 is not supported: it reads yes as true and 010 as 8. Remove this line: the file is YAML 1.2.',
    mergeKey: 'Merge keys (<<) are not part of YAML 1.2. Write out the fields here.',
    noAnchor: (name) => `There is no anchor &${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(name)} above this alias. Put the value in quotes if the * is part of it.`,
    endless: (name) => `The alias *${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(name)} is inside the value it refers to. Write out the value.`,
    severalValues: 'This is more than one value. Put it in quotes if it is meant as one text.',
    template: ({ insteadOfTemplate }) => `Nothing replaces {{ }} in this file. ${insteadOfTemplate}`,
    linked: 'Anchors (&), aliases (*) and tags (!) work only in files. Put the value in quotes if the character is part of it.',
    duplicate: (field, line) => `${field} is set twice, first on line ${line}. Remove one of the two.`,
    tag: (field, tag) => `${field || 'The document'} has the tag ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(tag.replace('tag:yaml.org,2002:', '!!'))}, which is not allowed here. Remove the tag, or quote the value if the ! is part of it.`,
};
function unclosedMessage(opening, insideBlock) {
    if (opening === '[' || opening === '{') {
        const closing = opening === '[' ? ']' : '}';
        const indent = insideBlock ? ', and indent all lines up to it further than the key' : '';
        return `This ${opening} is not closed. Add ${closing}${indent}.`;
    }
    return `The text that starts here has no closing quote. Add ${opening} at its end.`;
}
function badKeyMessage(source) {
    if (source === undefined) {
        return 'A list, mapping or alias cannot be a key. If it is meant as text, put all of it in quotes.';
    }
    if (source === '')
        return 'The key before this colon is missing.';
    return `The key ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(source)} is not text, and there is no such field. Put it in quotes if it is meant as text.`;
}
function topLevelMessage(value, source, kind, { number, count }) {
    const { topLevel: expected, allowsSeveral } = kind;
    if (value === null && source === '') {
        if (count === 1)
            return PARSE_MESSAGES.onlyComments(kind);
        const fix = allowsSeveral
            ? `Remove its --- line, or add a ${kind.noun} below it.`
            : 'Remove its --- line.';
        return `Document ${number} of ${count} is empty. ${fix}`;
    }
    if (Array.isArray(value))
        return `The top level is a list. ${expected}${allowsSeveral ? ' For several jobs, put --- between the specs.' : ''}`;
    const hint = /^[\w-]+:\S/.test(source) ? 'Put a space after each colon.' : 'Write fields as "key: value".';
    return `The top level is ${typeof value === 'string' ? (0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .hD)(value) : (0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(source)}. ${expected} ${hint}`;
}
function findNumberError(field, value, source = '') {
    if (Number.isNaN(value) || /inf$/i.test(source))
        return `${field} is ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(source)}. Write a finite number.`;
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        return `${field} is ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(source)}, too large to be exact. The largest number allowed is ${Number.MAX_SAFE_INTEGER}.`;
    }
    const digits = source.replace(/e.*$/i, '');
    if (value === 0 && /[1-9]/.test(digits)) {
        return `${field} is ${(0,_format_value_js__WEBPACK_IMPORTED_MODULE_0__ .g$)(source)}, so small that it counts as 0. Write 0, or a number of at least 5e-324.`;
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
function isTagAllowed(tag, kind) {
    if (tag === undefined || tag === '!')
        return true;
    const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : '';
    return Object.hasOwn(CORE_KINDS, name) && CORE_KINDS[name] === kind;
}


 }),

 1911:
 ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  r: () => ( parseText),
  $: () => ( parseValue)
});

var identity = __webpack_require__(4142);
var line_counter = __webpack_require__(1185);
var public_api = __webpack_require__(787);
var visit = __webpack_require__(9287);
;





var job_spec_document = __webpack_require__(9428);
var file_kind = __webpack_require__(8722);
var parse_messages = __webpack_require__(8547);
var format_value = __webpack_require__(2998);
;


function explainYamlError(error, text) {
    const { code, offset, opening } = error;
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineText = text.slice(lineStart, lineStart + 200);
    if (/^ *\t/.test(lineText))
        return { offset: lineStart, message: parse_messages .PB.tab };
    if (opening !== undefined)
        return {
            offset: opening,
            message: (0,parse_messages .N8)(text.charAt(opening), text.includes('\n') && error.message.includes('indented')),
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
        return { offset, message: `Invalid YAML: ${(0,format_value .g$)(error.message)}` };
    return { offset, message: typeof template.message === 'string' ? template.message : template.message(rest) };
}
const HABITS = [
    { pattern: /^\s*\/\//, message: 'Comments start with #, not with //.' },
    {
        pattern: /^(?:\s+-{3}|\s*-{4,})\s*$/,
        message: 'Write --- alone at the start of a line.',
    },
    {
        pattern: /^\s*(?:- +)?\*[^\s:]*:(?:\s|$)/,
        message: 'A key that starts with * must be in quotes.',
    },
    {
        pattern: /^\s*\w+\s*\uff1a/,
        message: 'This line has a full-width colon (U+FF1A). Write a colon and a space.',
    },
];
const NOT_A_PAIR = 'Expected a key, a colon and a space here, as in "name: value".';
const MISALIGNED = 'This line is indented differently from the rest of its block. Give all lines of the block the same indentation.';
const MISSING_COMMA = 'A comma is missing before this, or an earlier bracket or quote is not closed.';
const YAML_ERROR_MESSAGES = [
    { code: 'TAB_AS_INDENT', message: parse_messages .PB.tab },
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
        message: (rest) => `A value cannot start with ${(0,format_value .g$)(rest.slice(0, 1))} unless it is in quotes.`,
    },
    {
        code: 'BAD_DQ_ESCAPE',
        message: (rest) => `${(0,format_value .g$)(rest.slice(0, 2))} is not a valid escape in double quotes. Use single quotes, or write \\\\ for a backslash.`,
    },
    {
        code: 'UNEXPECTED_TOKEN',
        pattern: /Block scalar header|Not a YAML token/,
        message: (rest) => `After | or >, the text starts on the next line, so ${(0,format_value .hD)(rest)} is not allowed here. Quote the value if it is a single line.`,
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
        message: 'A value can have only one tag (!name). Remove the tags: none is needed.',
    },
    { code: 'BAD_PROP_ORDER', message: 'An anchor or a tag must follow the "-", "?" or ":", not precede it.' },
    {
        code: 'TAG_RESOLVE_FAILED',
        message: 'This tag (!name) is unknown. Remove it, or quote the value if the ! is part of it.',
    },
    { code: 'KEY_OVER_1024_CHARS', message: 'This key is longer than 1024 characters. Is a quote not closed?' },
    { code: 'RESOURCE_EXHAUSTION', message: parse_messages .PB.tooDeep },
    {
        code: 'BAD_DIRECTIVE',
        pattern: /YAML version/,
        message: 'This YAML version is not supported. Remove the line: the file is YAML 1.2.',
    },
    {
        code: 'BAD_DIRECTIVE',
        message: (rest) => `The line ${(0,format_value .hD)(rest)} is not needed. Remove it.`,
    },
];

;




const MAX_VALUES = 100_000;
class NodeReader {
    nodes = new Map();
    invalidPointers = new Set();
    errors = [];
    #positionAt;
    #kind;
    #anchors = new Map();
    #targets = new Map();
    #ancestors = [];
    #values = 0;
    constructor(positionAt, kind) {
        this.#positionAt = positionAt;
        this.#kind = kind;
    }
    get exceedsLimit() {
        return this.#values > MAX_VALUES;
    }
    read(node, pointer, key) {
        const start = node === null ? job_spec_document .d3 : this.#positionAt(node.range[0]);
        const isAbsent = node === null || ((0,identity .jn)(node) && node.source === '' && node.type === 'PLAIN');
        const position = isAbsent && key ? key : start;
        this.#values += 1;
        if (this.exceedsLimit)
            return this.#reportOverflow(position);
        const source = (0,identity .jn)(node) ? node.source : '';
        const isQuoted = (0,identity .jn)(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
        this.nodes.set(pointer, { keyPosition: key, valuePosition: position, source, isQuoted });
        if (node === null)
            return null;
        if (this.#ancestors.length >= parse_messages .lr)
            return this.#reject(pointer, position, parse_messages .PB.tooDeep);
        if ((0,identity .Vj)(node))
            return this.#alias(node, pointer, key);
        if (node.anchor !== undefined && !this.#ancestors.some(identity .Vj))
            this.#anchors.set(node.anchor, node);
        if (!hasAllowedTag(node))
            return this.#reject(pointer, position, parse_messages .PB.tag((0,format_value .cn)(pointer), node.tag ?? ''));
        if ((0,identity .jn)(node))
            return this.#scalar(node, pointer, position);
        return this.#descend(node, () => (0,identity .jh)(node)
            ? this.#mapping(node, pointer)
            : node.items.map((item, i) => this.read(item, (0,job_spec_document .Y2)(pointer, i))));
    }
    #scalar(node, pointer, position) {
        const { value } = node;
        const error = typeof value === 'number' ? (0,parse_messages .pH)((0,format_value .cn)(pointer), value, node.source) : undefined;
        return error === undefined ? value : this.#reject(pointer, position, error);
    }
    #alias(node, pointer, key) {
        if (!this.#targets.has(node))
            this.#targets.set(node, this.#anchors.get(node.source));
        const target = this.#targets.get(node);
        const position = this.#positionAt(node.range[0]);
        if (!target)
            return this.#reject(pointer, position, parse_messages .PB.noAnchor(node.source));
        if (this.#ancestors.includes(target))
            return this.#reject(pointer, position, parse_messages .PB.endless(node.source));
        return this.#descend(node, () => this.read(target, pointer, key));
    }
    #mapping(node, pointer) {
        const entries = new Map();
        for (const { key, value } of node.items) {
            const position = this.#positionAt(key.range[0]);
            const name = (0,identity .jn)(key) && hasAllowedTag(key) ? key.value : undefined;
            if (typeof name !== 'string') {
                const message = isTemplate(node)
                    ? parse_messages .PB.template(this.#kind)
                    : (0,parse_messages .at)((0,identity .jn)(key) ? key.source : undefined);
                this.errors.push({ ...position, message });
                this.invalidPointers.add(`${pointer}/<<`);
                if (pointer !== '')
                    this.invalidPointers.add(pointer);
                continue;
            }
            const child = (0,job_spec_document .Y2)(pointer, name);
            if (name === '<<' && (0,identity .jn)(key) && key.type === 'PLAIN')
                this.#reject(child, position, parse_messages .PB.mergeKey);
            else if (entries.has(name)) {
                const field = (0,format_value .cn)(child);
                const message = parse_messages .PB.duplicate(field, this.nodes.get(child)?.keyPosition?.line ?? position.line);
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
            this.errors.push({ ...position, message: parse_messages .PB.tooManyValues(MAX_VALUES) });
        return undefined;
    }
    #reject(pointer, position, message) {
        this.invalidPointers.add(pointer);
        this.errors.push({ ...position, field: pointer === '' ? undefined : (0,format_value .cn)(pointer), message });
        return undefined;
    }
}
function isTemplate({ flow, items: [first, ...others] }) {
    return flow === true && others.length === 0 && (0,identity .jh)(first?.key) && first.value === null;
}
function hasAllowedTag(node) {
    return (0,parse_messages .Fq)(node.tag, (0,identity .jn)(node) ? typeof node.value : (0,identity .jh)(node) ? 'map' : 'seq');
}

;







const MAX_DOCUMENTS = 1000;
const OPTIONS = {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
};
function parseText(text, kind = file_kind .$) {
    try {
        const { count, results } = parseDocuments(text, kind);
        const errors = results.flatMap((each) => each.errors);
        return {
            count,
            documents: results.flatMap(({ document }) => document ?? []),
            errors: dedupeByLocation(errors),
        };
    }
    catch {
        return { count: 1, documents: [], errors: [{ ...job_spec_document .d3, message: parse_messages .PB.tooDeep }] };
    }
}
const KEY_PREFIX = 'x: ';
function parseValue(text, pointer, line) {
    try {
        return readValue(KEY_PREFIX + text, pointer, line);
    }
    catch {
        return { ok: false, messages: [parse_messages .PB.tooDeep] };
    }
}
function readValue(text, pointer, line) {
    const fail = (message) => ({
        ok: false,
        messages: [`${(0,format_value .cn)(pointer)}: ${message}`],
    });
    const positionAt = (offset) => ({ line, column: offset + 1 - KEY_PREFIX.length });
    const [document, ...more] = (0,public_api .hR)(text, OPTIONS);
    const [error] = document?.errors ?? [];
    if (error)
        return fail(toParseError(document, error, { text, kind: file_kind .$, positionAt }).message);
    const items = document && (0,identity .jh)(document.contents) ? document.contents.items : [];
    const node = items[0]?.value ?? null;
    if (items.length !== 1 || more.length > 0)
        return fail(parse_messages .PB.severalValues);
    if (node !== null && hasAnchorAliasOrTag(node))
        return fail(parse_messages .PB.linked);
    const reader = new NodeReader(positionAt, file_kind .$);
    const value = reader.read(node, pointer);
    return reader.errors.length > 0
        ? { ok: false, messages: reader.errors.map(({ message }) => message) }
        : { ok: true, value, nodes: reader.nodes };
}
function hasAnchorAliasOrTag(node) {
    let isFound = false;
    (0,visit .Y)(node, {
        Node: (_key, each) => {
            isFound ||= (0,identity .Vj)(each) || each.anchor !== undefined || each.tag !== undefined;
        },
    });
    return isFound;
}
function dedupeByLocation(errors) {
    const byLocation = new Map(errors.toReversed().map((error) => [`${error.line}:${error.column}`, error]));
    return [...byLocation.values()].reverse();
}
function parseDocuments(text, kind) {
    const lines = new line_counter .H();
    const stream = (0,public_api .hR)(text, { ...OPTIONS, lineCounter: lines });
    const positionAt = (offset) => {
        const { line, col } = lines.linePos(offset);
        return line === 0 ? { line: 1, column: offset + 1 } : { line, column: col };
    };
    const source = { text, kind, positionAt };
    if ('empty' in stream) {
        const [yamlError] = stream.errors;
        const message = (text.trim() === '' ? parse_messages .PB.emptyFile : parse_messages .PB.onlyComments)(kind);
        const error = yamlError ? toParseError(undefined, yamlError, source) : { ...job_spec_document .d3, message };
        return { count: 0, results: [{ errors: [error] }] };
    }
    const count = stream.length;
    const results = stream
        .slice(0, MAX_DOCUMENTS)
        .map((document, i) => readDocument(document, source, { number: i + 1, count }));
    const firstOverLimit = stream[MAX_DOCUMENTS]?.range[0];
    if (firstOverLimit !== undefined)
        results.push({
            errors: [{ ...positionAt(firstOverLimit), message: parse_messages .PB.tooManyDocuments(MAX_DOCUMENTS) }],
        });
    return { count, results };
}
function readDocument(document, source, index) {
    const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
    if (error)
        return { errors: [toParseError(document, error, source)] };
    const reader = new NodeReader(source.positionAt, source.kind);
    const value = reader.read(document.contents, '');
    const errors = [...findVersionErrors(document, source), ...reader.errors];
    const { nodes, invalidPointers, exceedsLimit } = reader;
    if ((0,job_spec_document .pi)(value) && !exceedsLimit) {
        const isComplete = errors.length === 0;
        return {
            document: { number: index.number, value, isComplete, nodes, invalidPointers },
            errors,
        };
    }
    if (reader.errors.length > 0)
        return { errors };
    const root = nodes.get('') ?? { source: '', valuePosition: job_spec_document .d3 };
    const position = root.source === '' ? source.positionAt(document.range[0]) : root.valuePosition;
    return {
        errors: [...errors, { ...position, message: (0,parse_messages .$5)(value, root.source, source.kind, index) }],
    };
}
function toParseError(document, error, source) {
    const { code, message, pos } = error;
    const isUnclosed = /closing|end with a/.test(message);
    const opening = isUnclosed && document ? findOpening(document, source.text, pos[0]) : undefined;
    const { offset, message: explanation } = explainYamlError({ code, message, offset: pos[0], opening }, source.text);
    return { ...source.positionAt(offset), message: explanation };
}
function findOpening(document, text, offset) {
    let opening;
    const check = (_key, node) => {
        const start = node.range?.[1] === offset ? node.range[0] : undefined;
        if (start !== undefined && /[[{'"]/.test(text.charAt(start)))
            opening = start;
    };
    (0,visit .Y)(document, { Scalar: check, Collection: check });
    return opening;
}
function findVersionErrors({ directives, range }, { text, positionAt }) {
    if (directives.yaml.version === '1.2')
        return [];
    return [{ ...positionAt(text.lastIndexOf('%YAML', range[0])), message: parse_messages .PB.oldVersion }];
}


 })

};
;