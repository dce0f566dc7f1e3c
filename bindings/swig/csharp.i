/* C#: text goes in as byte[] of UTF-8 and its length. */
%apply unsigned long long { size_t };
