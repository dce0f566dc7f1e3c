using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Homevisit
{
    /// <summary>Strings to the library's UTF-8 and back. An unpaired surrogate is never replaced in silence.</summary>
    internal static class Utf8
    {
        private static readonly UTF8Encoding Encoding = new UTF8Encoding(false);

        /// <summary>
        /// A document: an unpaired surrogate goes through as the invalid UTF-8 that it is, and the library says where.
        /// </summary>
        internal static byte[] Document(string text)
        {
            if (text == null)
                throw new ArgumentNullException("text");
            int lone = LoneSurrogate(text);
            if (lone < 0)
                return Encoding.GetBytes(text);
            byte[] before = Encoding.GetBytes(text.Substring(0, lone));
            byte[] after = Encoding.GetBytes(text.Substring(lone + 1));
            var all = new byte[before.Length + 3 + after.Length];
            before.CopyTo(all, 0);
            all[before.Length] = (byte)(0xE0 | text[lone] >> 12);
            all[before.Length + 1] = (byte)(0x80 | text[lone] >> 6 & 0x3F);
            all[before.Length + 2] = (byte)(0x80 | text[lone] & 0x3F);
            after.CopyTo(all, before.Length + 3);
            return all;
        }

        /// <summary>A name or an id.</summary>
        internal static byte[] Name(string text)
        {
            if (text == null)
                throw new ArgumentNullException("text");
            if (LoneSurrogate(text) >= 0)
                throw new ArgumentException("a name holds no unpaired surrogate");
            return Encoding.GetBytes(text);
        }

        /// <summary>Copies what the library lends.</summary>
        internal static string Text(IntPtr utf8)
        {
            int length = 0;
            while (utf8 != IntPtr.Zero && Marshal.ReadByte(utf8, length) != 0)
                length++;
            var bytes = new byte[length];
            if (length > 0)
                Marshal.Copy(utf8, bytes, 0, length);
            return Encoding.GetString(bytes);
        }

        private static int LoneSurrogate(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (!char.IsSurrogate(text[i]))
                    continue;
                if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                    return i;
                i++;
            }
            return -1;
        }
    }
}
