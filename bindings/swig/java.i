/* Java: text goes in as byte[] of UTF-8, whole. */
%apply (char *STRING, size_t LENGTH) { (const char *text, size_t length) };
