"""C as tokens, and the mutations of a file: one change each to a comparison, a boundary constant, a connective, a truth.

Comments, texts, declarations outside functions and preprocessor lines are left alone, except that a number of a
`#define NAME NUMBER` is a boundary like any other.
"""
import collections
import re

TOKEN = re.compile(r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<hash>^[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<number>(?:0[xX][0-9a-fA-F]+|\.?\d(?:[eE][+-]|[\w.])*))
  | (?P<mark><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[][(){}<>=!~?:;,.&|^+*/%-])
""", re.X | re.S | re.M)
DEFINED = re.compile(r"#\s*define\s+\w+\s+(?:\(?-?\s*(?:U?INT\d+_C\()?)?(\d+)\)*\s*(?:/\*.*)?$", re.S)

# What stands for what. A comparison is moved by one at its boundary, and turned round.
SWAPS = {
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"], "|=": ["&="], "&=": ["|="], "true": ["false"], "false": ["true"],
    "TRUTH_TRUE": ["TRUTH_FALSE", "TRUTH_UNKNOWN"], "TRUTH_FALSE": ["TRUTH_TRUE", "TRUTH_UNKNOWN"],
    "TRUTH_UNKNOWN": ["TRUTH_TRUE", "TRUTH_FALSE"],
}
COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}
CONNECTIVES = {"&&", "||", "!"}
# `x < 5` at its boundary is `x <= 5`, and that is what `x < 6` is: the one change is made once.
SAME_AS_BOUNDARY = {"<": 1, "<=": -1, ">": -1, ">=": 1}
NO_OPERAND = {"return", "case", "sizeof", "else", "do", "goto"}

Token = collections.namedtuple("Token", "kind text start end")
Mutation = collections.namedtuple("Mutation", "file function line number change start end put")


def tokens(text):
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise SystemExit("lexer: nothing known at %r" % text[at:at + 40])
        if match.lastgroup != "skip":
            found.append(Token(match.lastgroup, match.group(), match.start(), match.end()))
        at = match.end()
    return found


def is_operand(token):
    return token.kind in ("name", "number") and token.text not in NO_OPERAND or token.text in (")", "]")


def closing(stream, at):
    """The place of the bracket that closes the one at `at`."""
    depth = 0
    for place in range(at, len(stream)):
        depth += (stream[place].text == "(") - (stream[place].text == ")")
        if depth == 0:
            return place
    raise SystemExit("lexer: a bracket is not closed")


def functions(stream):
    """Pairs (place, function's name) of the tokens in bodies of functions."""
    depth, name, in_function = 0, None, False
    for place, token in enumerate(stream):
        if token.kind == "hash":
            continue
        if token.text == "{":
            if depth == 0:
                in_function = stream[place - 1].text == ")"
            depth += 1
        elif token.text == "}":
            depth -= 1
        elif depth == 0:
            if token.text == ";":
                name = None
            elif token.text == "(" and stream[place - 1].kind == "name":
                name = stream[place - 1].text
        elif in_function:
            yield place, name


def for_headers(stream):
    """The places of the tokens in headers of `for`."""
    places = set()
    for place, token in enumerate(stream):
        if token.text == "for":
            places.update(range(place, closing(stream, place + 1)))
    return places


def numbers_of(stream, place, calendar, headers):
    """What a number becomes, if it is one that decides something."""
    token, before, after = stream[place], stream[place - 1].text, stream[place + 1].text
    if not re.fullmatch(r"0|[1-9]\d*", token.text):
        return []
    marks = COMPARISONS | {"+", "-"} | ({"*", "/", "%"} if calendar else set())
    if not ({before, after} & marks or before == "return" or (before == "=" and place in headers)):
        return []
    value = int(token.text)
    puts = [value + 1] + ([value - 1] if value else [])
    if before in SAME_AS_BOUNDARY and after not in ("+", "-", "*", "/", "%"):
        puts = [put for put in puts if put != value + SAME_AS_BOUNDARY[before]]
    return [str(put) for put in puts]


def conditions(stream, place):
    """Where a bare truth decides, as `if (x)`: the span of `x`."""
    if stream[place].text not in ("if", "while") or stream[place + 1].text != "(":
        return None
    end = closing(stream, place + 1)
    inside = stream[place + 2:end]
    if any(token.text in COMPARISONS | CONNECTIVES for token in inside):
        return None
    return inside[0].start, inside[-1].end


def changes(stream, place, calendar, headers):
    """Each (start, end, put, name of the change) of one token."""
    token = stream[place]
    if token.kind == "number":
        for put in numbers_of(stream, place, calendar, headers):
            yield token.start, token.end, put, "%s -> %s" % (token.text, put)
    for put in SWAPS.get(token.text, []):
        yield token.start, token.end, put, "%s -> %s" % (token.text, put)
    if token.text in ("!", "~") :
        yield token.start, token.end, "", "%s -> nothing" % token.text
    if token.text in ("&", "|") and is_operand(stream[place - 1]):
        put = "|" if token.text == "&" else "&"
        yield token.start, token.end, put, "%s -> %s" % (token.text, put)
    span = conditions(stream, place)
    if span:
        yield span[0], span[1], None, "%s (…) -> %s (!…)" % (token.text, token.text)


def mutations(file, text):
    """All mutations of a file, in its order. Those that are written alike in one function are numbered."""
    stream, found = tokens(text), []
    calendar, headers = "time_" in file, for_headers(stream)
    for token in stream:
        match = DEFINED.match(token.text) if token.kind == "hash" else None
        if match:
            start, end, value = token.start + match.start(1), token.start + match.end(1), int(match.group(1))
            for put in (value + 1, value - 1):
                found.append((start, end, str(put), "%d -> %d" % (value, put), "(define)"))
    for place, function in functions(stream):
        for start, end, put, name in changes(stream, place, calendar, headers):
            found.append((start, end, "!(%s)" % text[start:end] if put is None else put, name, function))
    found.sort(key=lambda item: item[0])

    result, alike = [], collections.Counter()
    for start, end, put, name, function in found:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        line = " ".join(text[first:last].split())
        result.append([file, function, line, text.count("\n", 0, start) + 1, name, start, end, put])
    total = collections.Counter((item[1], item[2], item[4]) for item in result)
    for item in result:
        key = item[1], item[2], item[4]
        alike[key] += 1
        if total[key] > 1:
            item[4] += " #%d" % alike[key]
    return [Mutation(*item) for item in result]
