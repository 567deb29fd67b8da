import java.util.List;

/**
 * The vendor's notation of one encoding, taken apart into the packed form that {@code Op} describes.
 *
 * <p>Example: {@code REX.W + 03 /r} with operands {@code rw:r64 r:r/m64} is opcode 03 with REX.W, operand 0 in ModRM.reg and
 * operand 1 in ModRM.rm.
 */
final class Notation {
    private final Table table;
    private final List<Operand> operands;
    private long bits;
    private boolean hasReg;
    private boolean hasIs4;
    private boolean opcodeSeen;
    private boolean mapSeen;

    Notation(Table table, String text, List<Operand> operands) {
        this.table = table;
        this.operands = operands;
        String[] tokens = text.split(" ");
        for (int i = 0; i < tokens.length; i++) {
            token(tokens[i], i + 1 < tokens.length ? tokens[i + 1] : "");
        }
        table.check(opcodeSeen, "no opcode in " + text);
    }

    private void token(String token, String next) {
        switch (token) {
            case "+" -> {}
            case "REX.W" -> bits |= 1L << 15;
            case "/r" -> {
                hasReg = true;
                bits |= 1L << 24;
            }
            case "/is4" -> {
                hasIs4 = true;
                bits |= 1L << 38;
            }
            case "ib", "cb" -> bits |= 1L << 38;
            case "iw" -> bits |= 2L << 38;
            case "id", "cd" -> bits |= 4L << 38;
            case "io" -> bits |= 8L << 38;
            default -> {
                if (token.startsWith("VEX.") || token.startsWith("EVEX.")) {
                    vex(token.split("\\."));
                } else if (token.startsWith("/")) {
                    bits |= (long) (token.charAt(1) - '0') << 20 | 1L << 23 | 1L << 24;
                } else {
                    hex(token, next);
                }
            }
        }
    }

    private void vex(String[] parts) {
        bits |= 1L << 16;
        for (String part : parts) {
            switch (part) {
                case "VEX", "128", "LZ", "W0" -> {}
                case "EVEX" -> bits |= 1L << 17;
                case "LIG" -> bits |= 1L << 54;
                case "256" -> bits |= 1L << 18;
                case "66" -> bits |= 1L << 11;
                case "F3" -> bits |= 2L << 11;
                case "F2" -> bits |= 3L << 11;
                case "0F" -> bits |= 1L << 8;
                case "0F38" -> bits |= 2L << 8;
                case "0F3A" -> bits |= 3L << 8;
                case "W1" -> bits |= 1L << 15;
                case "WIG" -> bits |= 1L << 53;
                default -> table.check(false, "unknown part of VEX: " + part);
            }
        }
        mapSeen = true;
    }

    private void hex(String token, String next) {
        boolean more = next.length() >= 2 && Character.digit(next.charAt(0), 16) >= 0 && Character.digit(next.charAt(1), 16) >= 0
                || next.equals("REX.W");
        if (!mapSeen && !opcodeSeen && more) {
            switch (token) {
                case "F0" -> {
                    bits |= 1L << 14;
                    return;
                }
                case "66" -> {
                    bits |= 1L << 11;
                    return;
                }
                case "F3", "F2" -> {
                    if ((bits >> 11 & 3) == 1) {
                        bits = bits & ~(3L << 11) | 1L << 13;
                    }
                    bits |= (token.equals("F3") ? 2L : 3L) << 11;
                    return;
                }
                case "0F" -> {
                    mapSeen = true;
                    bits |= 1L << 8;
                    return;
                }
                default -> {}
            }
        }
        if (mapSeen && !opcodeSeen && more && (token.equals("38") || token.equals("3A"))) {
            bits = bits & ~(7L << 8) | (token.equals("38") ? 2L : 3L) << 8;
            return;
        }
        int value = Integer.parseInt(token.substring(0, 2), 16);
        if (!opcodeSeen) {
            opcodeSeen = true;
            bits |= value;
            if (token.indexOf('+') > 0) {
                bits |= 1L << 25;
            }
        } else {
            bits |= 1L << 44 | (long) value << 45;
        }
    }

    /** The packed encoding with the slots filled in. */
    long encoding() {
        int reg = 7;
        int rm = 7;
        int vvvv = 7;
        int is4 = 7;
        boolean isVex = (bits & 1L << 16) != 0;
        boolean plusReg = (bits & 1L << 25) != 0;
        for (int i = 0; i < operands.size(); i++) {
            Operand operand = operands.get(i);
            if (operand.fillsRm() || plusReg && operand.isRegister()) {
                table.check(rm == 7, "two operands for ModRM.rm");
                rm = i;
            } else if (operand.isRegister()) {
                if (hasReg && reg == 7) {
                    reg = i;
                } else if (isVex && vvvv == 7) {
                    vvvv = i;
                } else {
                    table.check(hasIs4 && is4 == 7, "no field for operand " + i);
                    is4 = i;
                }
            }
        }
        table.check(hasReg == (reg != 7), "/r without a register for it");
        table.check(((bits & 1L << 24) != 0 || plusReg) == (rm != 7), "ModRM and operands do not agree");
        table.check(hasIs4 == (is4 != 7), "/is4 without a register for it");
        if ((bits & 1L << 17) != 0 && rm != 7) {
            bits |= (long) Integer.numberOfTrailingZeros(operands.get(rm).width() / 8) << 57;
        }
        long byteFlags = (isByte(reg) ? 1L << 42 : 0) | (isByte(rm) ? 1L << 43 : 0);
        return bits | (long) reg << 26 | (long) rm << 29 | (long) vvvv << 32 | (long) is4 << 35 | byteFlags;
    }

    private boolean isByte(int slot) {
        return slot != 7 && operands.get(slot).registerWidth() == 8 && !operands.get(slot).kind().equals("MEM");
    }
}
