package dev.gantry.filetests;

import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.Comment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as the tests see it. Functions are read anew for each case, since tests may change them.
 *
 * @param path where it is
 * @param source its text
 * @param file what was read first; its functions are not to be changed
 */
record FileUnderTest(Path path, String source, ClifFile file) {
    /** Functions that the caller may change. */
    List<ClifFunction> freshFunctions() {
        return ClifReader.readFile(source, path.toString()).functions();
    }

    /** The texts of all comments that hold for a function: those before the first function and its own. */
    List<String> comments(ClifFunction function) {
        List<String> comments = new ArrayList<>(file.preambleComments());
        for (Comment comment : function.comments()) {
            comments.add(comment.text());
        }
        return comments;
    }
}
