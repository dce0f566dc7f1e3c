/*
 * Java: text goes in and out as byte[] of UTF-8, whole; Java's own way with C strings is modified UTF-8, which breaks
 * emoji. The handles are for the package alone and have no finalizers: its classes release them.
 */
%typemap(jni) (const char *text, size_t length) "jbyteArray"
%typemap(jtype) (const char *text, size_t length) "byte[]"
%typemap(jstype) (const char *text, size_t length) "byte[]"
%typemap(javain) (const char *text, size_t length) "$javainput"
%typemap(in) (const char *text, size_t length) {
    $1 = 0;
    $2 = 0;
    if ($input) {
        $2 = (size_t)(*jenv)->GetArrayLength(jenv, $input);
        $1 = (char *)(*jenv)->GetByteArrayElements(jenv, $input, 0);
        if (!$1)
            return $null; /* OutOfMemoryError is on its way */
    }
}
%typemap(freearg) (const char *text, size_t length) {
    if ($input)
        (*jenv)->ReleaseByteArrayElements(jenv, $input, (jbyte *)$1, JNI_ABORT); /* nothing was changed */
}
%typemap(argout) (const char *text, size_t length) ""

%typemap(jni) const char * "jbyteArray"
%typemap(jtype) const char * "byte[]"
%typemap(jstype) const char * "byte[]"
%typemap(javaout) const char * { return $jnicall; }
%typemap(out) const char * {
    const jsize size = $1 ? (jsize)strlen($1) : 0;
    $result = (*jenv)->NewByteArray(jenv, size);
    if ($result)
        (*jenv)->SetByteArrayRegion(jenv, $result, 0, size, (const jbyte *)$1);
}

%typemap(javafinalize) SWIGTYPE ""
%typemap(javaclassmodifiers) SWIGTYPE "final class"
%pragma(java) jniclassclassmodifiers = "final class"
%pragma(java) moduleclassmodifiers = "final class"
%pragma(java) jniclasscode = %{
  static {
    NativeLibrary.load();
  }
%}
