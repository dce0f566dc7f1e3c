/* perl: text goes in as a string, whole. */
%apply (char *STRING, size_t LENGTH) { (const char *text, size_t length) };
