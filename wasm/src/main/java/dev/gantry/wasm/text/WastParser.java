package dev.gantry.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads test scripts, one command at a time. Modules within commands are not read but handed on ({@link WastModule}).
 *
 * <p>A command that is malformed throws once; the next call goes on behind it. Commands of later proposals are {@link
 * WastCommand.Unsupported}. A script may also be nothing but the fields of one module.
 */
public final class WastParser {
    private final Cursor in;
    private final WastValueReader values;
    private int lineOffset;
    private int line = 1;

    /** A parser of a script in UTF-8. */
    public WastParser(byte[] utf8) {
        in = new Cursor(Lexer.lex(utf8), 0);
        values = new WastValueReader(in);
    }

    /** A parser of a script. */
    public WastParser(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The next command; empty at the end of the script.
     *
     * @throws WatException if the command is malformed
     */
    public Optional<WastCommand> next() {
        if (in.kind() == Token.END) {
            return Optional.empty();
        }
        int start = in.at;
        int close = in.atOpen() ? in.tokens.value[start] : start;
        boolean closed = in.tokens.kind[close] == Token.CLOSE;
        int next = closed ? close + 1 : in.tokens.count - 1;
        int commandLine = lineOf(start);
        try {
            if (start == 0 && atModuleField()) {
                next = in.tokens.count - 1;
                WastModule module = new WastModule.Text(in.tokens, start, -1);
                return Optional.of(new WastCommand.Module(commandLine, Optional.empty(), module));
            }
            in.expectOpen();
            if (!closed) {
                in.at = close;
                throw in.unexpected(")");
            }
            WastCommand command = command(commandLine, close);
            in.expectClose();
            return Optional.of(command);
        } catch (WatException e) {
            if (in.tokens.kind[next] == Token.ERROR) {
                skipError();
                next = in.at;
            }
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                return Optional.of(new WastCommand.Unsupported(commandLine, e.reason()));
            }
            throw e;
        } finally {
            in.at = next;
        }
    }

    /** Turns an error of the lexer that has been reported into the end of the script. */
    private void skipError() {
        in.at = in.tokens.count - 1;
        in.tokens.kind[in.at] = Token.END;
    }

    private boolean atModuleField() {
        return in.atForm(Word.FUNC)
                || in.atForm(Word.TYPE)
                || in.atForm(Word.IMPORT)
                || in.atForm(Word.EXPORT)
                || in.atForm(Word.MEMORY)
                || in.atForm(Word.TABLE)
                || in.atForm(Word.GLOBAL)
                || in.atForm(Word.ELEM)
                || in.atForm(Word.DATA)
                || in.atForm(Word.START);
    }

    private int lineOf(int token) {
        byte[] text = in.tokens.text;
        int offset = in.tokens.start[token];
        for (; lineOffset < offset; lineOffset++) {
            int c = text[lineOffset];
            if (c == '\n' || c == '\r' && (lineOffset + 1 == text.length || text[lineOffset + 1] != '\n')) {
                line++;
            }
        }
        return line;
    }

    private WastCommand command(int at, int close) {
        if (in.takeWord(Word.MODULE)) {
            return module(at, close);
        } else if (in.takeWord(Word.REGISTER)) {
            String as = name();
            return new WastCommand.Register(at, as, identifier());
        } else if (in.atWord(Word.INVOKE) || in.atWord(Word.GET)) {
            in.at--;
            WastAction action = action();
            in.at--;
            return new WastCommand.Perform(at, action);
        } else if (in.takeWord(Word.ASSERT_RETURN)) {
            WastAction action = action();
            return new WastCommand.AssertReturn(at, action, values.results());
        } else if (in.takeWord(Word.ASSERT_TRAP)) {
            if (in.atForm(Word.MODULE)) {
                WastModule module = assertedModule();
                return new WastCommand.AssertTrapModule(at, module, name());
            }
            WastAction action = action();
            return new WastCommand.AssertTrap(at, action, name());
        } else if (in.takeWord(Word.ASSERT_EXHAUSTION)) {
            WastAction action = action();
            return new WastCommand.AssertExhaustion(at, action, name());
        } else if (in.takeWord(Word.ASSERT_EXCEPTION)) {
            return new WastCommand.AssertException(at, action());
        }
        return moduleAssertion(at, close);
    }

    private WastCommand moduleAssertion(int at, int close) {
        if (in.takeWord(Word.ASSERT_MALFORMED)) {
            WastModule module = assertedModule();
            return new WastCommand.AssertMalformed(at, module, name());
        } else if (in.takeWord(Word.ASSERT_INVALID)) {
            WastModule module = assertedModule();
            return new WastCommand.AssertInvalid(at, module, name());
        } else if (in.takeWord(Word.ASSERT_UNLINKABLE)) {
            WastModule module = assertedModule();
            return new WastCommand.AssertUnlinkable(at, module, name());
        }
        String reason = "";
        if (in.atWord(Word.THREAD) || in.atWord(Word.WAIT)) {
            reason = "not supported: threads";
        } else if (in.atWord(Word.ASSERT_SUSPENSION)) {
            reason = "not supported: stack-switching";
        } else if (in.atWord(Word.ASSERT_MALFORMED_CUSTOM) || in.atWord(Word.ASSERT_INVALID_CUSTOM)) {
            reason = "not supported: custom-annotations";
        } else {
            throw in.unexpected("a command");
        }
        in.at = close;
        return new WastCommand.Unsupported(at, reason);
    }

    private WastCommand module(int at, int close) {
        if (in.takeWord(Word.INSTANCE)) {
            Optional<String> name = identifier();
            return new WastCommand.Instance(at, name, identifier());
        }
        boolean definition = in.takeWord(Word.DEFINITION);
        int symbol = in.takeId();
        Optional<String> name = nameOf(symbol);
        WastModule module = readModule(in, symbol, close);
        return definition ? new WastCommand.Definition(at, name, module) : new WastCommand.Module(at, name, module);
    }

    private WastModule assertedModule() {
        int close = in.tokens.value[in.at];
        in.expectForm(Word.MODULE);
        in.takeWord(Word.DEFINITION);
        WastModule module = readModule(in, in.takeId(), close);
        in.expectClose();
        return module;
    }

    private WastAction action() {
        WastAction action;
        if (in.takeForm(Word.INVOKE)) {
            Optional<String> instance = identifier();
            String export = name();
            action = new WastAction.Invoke(instance, export, values.arguments());
        } else {
            in.expectForm(Word.GET);
            Optional<String> instance = identifier();
            action = new WastAction.Get(instance, name());
        }
        in.expectClose();
        return action;
    }

    private Optional<String> identifier() {
        return nameOf(in.takeId());
    }

    private Optional<String> nameOf(int symbol) {
        return symbol < 0 ? Optional.empty() : Optional.of(in.tokens.names.text(symbol));
    }

    private String name() {
        return new String(in.expectName(), StandardCharsets.UTF_8);
    }

    /** Reads what follows the name of a module, up to the parenthesis that closes it, which is left. */
    static WastModule readModule(Cursor in, int name, int close) {
        boolean binary = in.takeWord(Word.BINARY);
        if (!binary && !in.takeWord(Word.QUOTE)) {
            WastModule module = new WastModule.Text(in.tokens, in.at, name);
            in.at = close;
            return module;
        }
        ByteWriter bytes = new ByteWriter();
        while (in.kind() == Token.STRING) {
            in.tokens.appendString(in.at++, bytes);
            if (!binary) {
                bytes.u8('\n');
            }
        }
        return binary ? new WastModule.Binary(bytes.toByteArray()) : new WastModule.Quoted(bytes.toByteArray());
    }
}
