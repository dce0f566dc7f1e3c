"""Makes gnuplot's SVG pictures small: drops the groups that hold nothing and the symbols that are not used, and says once
what it says everywhere. usage: slim.py FILE..."""

import re
import sys

FONT = r' font-family="sans-serif"\s*'


def slim(text):
    text = re.sub(r"<(title|desc)>.*?</\1>\s*", "", text, flags=re.S)
    text = re.sub(r"<filter .*?</filter>\s*", "", text, flags=re.S)
    text = re.sub(r"<tspan[^>]*>\s*(.*?)\s*</tspan>", r"\1", text)
    text = re.sub(FONT, " ", text).replace("<svg ", '<svg font-family="sans-serif"', 1)
    # What SVG takes for granted.
    text = text.replace(' class="gridline"', "")
    text = re.sub(r' stroke-(linecap="butt"|linejoin="miter"|width="1\.00")', "", text)
    count = 1
    while count:
        text, count = re.subn(r"<g [^>]*>\s*</g>\s*", "", text)
    for _ in range(2):  # a symbol may be used by another
        for name in re.findall(r"id='(gp\w+)'", text):
            if f"#{name}'" not in text:
                text = re.sub(rf"\s*<[^<]*id='{name}'[^<]*/>", "", text)
    text = re.sub(r"[ \t]+", " ", text)
    return re.sub(r"\s*\n\s*", "\n", text)


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as picture:
        text = slim(picture.read())
    with open(path, "w", encoding="utf-8") as picture:
        picture.write(text)
