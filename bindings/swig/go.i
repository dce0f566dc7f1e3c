/* Go: text goes in as string, whole, and comes out as string. */
%apply (char *STRING, size_t LENGTH) { (const char *text, size_t length) };
