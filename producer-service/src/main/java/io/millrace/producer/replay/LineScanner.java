package io.millrace.producer.replay;

/** Finds the lines of one file, given its bytes in order, and enters those that can be sent in the index. */
final class LineScanner {
    private final LineIndex index;
    private long position;
    private long lineStart;
    private boolean blank = true;
    private boolean endsWithCarriageReturn;
    private long blankLines;
    private long oversizedLines;

    /** @param base where the file begins, counted over all files as if they were one */
    LineScanner(LineIndex index, long base) {
        this.index = index;
        position = base;
        lineStart = base;
    }

    void accept(byte[] bytes, int length) {
        for (int offset = 0; offset < length; offset++) {
            byte value = bytes[offset];
            if (value == '\n') {
                endLine(position + offset);
                lineStart = position + offset + 1;
            } else {
                endsWithCarriageReturn = value == '\r';
                blank = blank && (endsWithCarriageReturn || value == ' ' || value == '\t');
            }
        }
        position += length;
    }

    /** Ends the last line where no line feed did. */
    void finish() {
        if (lineStart < position) {
            endLine(position);
            lineStart = position;
        }
    }

    long blankLines() {
        return blankLines;
    }

    long oversizedLines() {
        return oversizedLines;
    }

    private void endLine(long end) {
        long length = end - lineStart - (endsWithCarriageReturn ? 1 : 0);
        if (blank) {
            blankLines++;
        } else if (length > LineIndex.LONGEST_LINE) {
            oversizedLines++;
        } else {
            index.add(lineStart, (int) length);
        }
        blank = true;
        endsWithCarriageReturn = false;
    }
}
