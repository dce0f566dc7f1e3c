#!/usr/bin/env python3
"""What is mutated, and what is not: the lexer against small pieces of C."""
import sys
import unittest

sys.dont_write_bytecode = True
import lexer


def made(body, file="a.c"):
    """The changes of a function's body, each with what it makes of it."""
    text = "static int f(int a, int *b)\n{\n%s\n}\n" % body
    found = []
    for mutation in lexer.mutations(file, text):
        after = text[:mutation.start] + mutation.put + text[mutation.end:]
        found.append(after.split("\n", 2)[2].rsplit("\n", 2)[0])
    return found


class Lexer(unittest.TestCase):
    def test_comparisons_move_at_their_boundary_and_turn_round(self):
        self.assertEqual(made("x = a < c;"), ["x = a <= c;", "x = a >= c;"])
        self.assertEqual(made("x = a >= c;"), ["x = a > c;", "x = a < c;"])
        self.assertEqual(made("x = a == c;"), ["x = a != c;"])

    def test_a_boundary_is_moved_once(self):
        self.assertEqual(made("x = a < 5;"), ["x = a <= 5;", "x = a >= 5;", "x = a < 4;"])
        self.assertEqual(made("x = a <= 5;"), ["x = a < 5;", "x = a > 5;", "x = a <= 6;"])

    def test_connectives_and_truths(self):
        self.assertEqual(made("x = a && c;"), ["x = a || c;"])
        self.assertEqual(made("x = !a;"), ["x = a;"])
        self.assertEqual(made("return true;"), ["return false;"])
        self.assertEqual(made("x = TRUTH_TRUE;"), ["x = TRUTH_FALSE;", "x = TRUTH_UNKNOWN;"])
        self.assertEqual(made("if (a) x = c;"), ["if (!(a)) x = c;"])

    def test_masks(self):
        self.assertEqual(made("x = a & ~c;"), ["x = a | ~c;", "x = a & c;"])
        self.assertEqual(made("x |= c;"), ["x &= c;"])
        self.assertEqual(made("x = &a;"), [])
        self.assertEqual(made("f(&a, &c);"), [])

    def test_constants(self):
        self.assertEqual(made("return 0;"), ["return 1;"])
        self.assertEqual(made("x = a + 1;"), ["x = a + 2;", "x = a + 0;"])
        self.assertEqual(made("x = a / 7;"), [])
        self.assertEqual(made("x = a / 7;", "time_a.c"), ["x = a / 8;", "x = a / 6;"])
        self.assertEqual(made("for (i = 0;;) {}"), ["for (i = 1;;) {}"])
        self.assertEqual(made("x = 0xff;"), [])

    def test_what_is_left_alone(self):
        self.assertEqual(made('/* a < b && 1 */ x->y = "a < b"; // !a\n    char c = \'<\', *d;'), [])
        self.assertEqual(lexer.mutations("a.c", "#if A < 1 && \\\n    B < 2\n#endif\n#include <a.h>\n"), [])
        self.assertEqual(lexer.mutations("a.c", "static const bool a[] = {true, false};\nstruct b { int c : 1; };\n"), [])
        self.assertEqual([m.put for m in lexer.mutations("a.c", "#define A 24\n#define B (a + 1)\n")], ["25", "23"])

    def test_alike_ones_are_numbered(self):
        text = "int f(void)\n{\n    return a && b && c;\n}\nint g(void)\n{\n    return a && b && c;\n}\n"
        self.assertEqual([(m.function, m.change, m.number) for m in lexer.mutations("a.c", text)],
                         [("f", "&& -> || #1", 3), ("f", "&& -> || #2", 3),
                          ("g", "&& -> || #1", 7), ("g", "&& -> || #2", 7)])


if __name__ == "__main__":
    unittest.main()
