/* Node.js: text goes in as string. */
%apply (char *STRING, size_t LENGTH) { (const char *text, size_t length) };
