/*
 * C#: text goes in as byte[] of UTF-8 with its length beside it, and comes out as a string that is copied at once; the
 * language's own way would cut at a zero character and replace what is no text. The handles are for the package alone.
 */
%apply unsigned long long { size_t };

%typemap(ctype) const char * "char *"
%typemap(imtype, out="global::System.IntPtr") const char * "byte[]"
%typemap(cstype, out="string") const char * "byte[]"
%typemap(in) const char * %{ $1 = (char *)$input; %}
%typemap(out) const char * %{ $result = (char *)$1; %}
%typemap(csin) const char * "$csinput"
%typemap(csout) const char * {
    return Utf8.Text($imcall);
  }
%typemap(freearg) const char * ""

%typemap(csclassmodifiers) SWIGTYPE "internal class"
%pragma(csharp) moduleclassmodifiers = "internal static class"
