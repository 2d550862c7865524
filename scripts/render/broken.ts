const END = '\n\n<sub>end</sub>'

/** Wrong comments, each with the error that must be found: they test the checks. */
export const BROKEN_COMMENTS: readonly (readonly [markdown: string, error: RegExp])[] = [
  [`### a\n\n### b${END}`, /^2 headings, not one$/],
  [`text\n\n### a${END}`, /^it does not begin with its heading$/],
  [`### a\n\n\`\`\`\ncode${END}`, /^the fence ``` is not closed$/],
  [`### a\n\n\`\`\`\ncode${END}`, /^it does not end with its footer$/],
  [`### a\n\n    indented${END}`, /^1 blocks of code from 0 fences$/],
  [`### a\n\n<script>0</script>${END}`, /^an element <script>$/],
  [`### a\n\n<iframe></iframe>${END}`, /^an element <iframe>$/],
  [`### a\n\n![x](data:,)${END}`, /^an element <img>$/],
  [`### a\n\n<p onclick="0">x</p>${END}`, /^an attribute onclick of <p>$/],
  [`### a\n\n[x](https://evil.example)${END}`, /^a link to "https:\/\/evil\.example\/"$/],
  [`### a\n\n[x](javascript:0)${END}`, /^a link to "javascript:0"$/],
  [`### a\n\n<!-- forge-training-job v1 0000 -->${END}`, /^a hidden comment/],
  [`### a\n\nby @octocat${END}`, /^a mention in "by @octocat"$/],
  [`### a\n\nsee #12${END}`, /^a reference in "see #12"$/],
  [`### a\n\n| a | b |\n| --- | --- |\n| x | y | z |${END}`, /^a row with 3 cells below a head of 2: /],
  [
    `### a\n\n<table><tr><th>a</th><td>b</td></tr><tr><th>a</th></tr></table>${END}`,
    /^a row with 1 cells below a head of 2$/,
  ],
  [
    `### a\n\n<p style="width: 4000px">x</p>${END}`,
    /^<p> "x" is wider than the comment \(\d+ px in \d+ px\)$/,
  ],
]
