package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * External names as rules use them: their numbers, the addresses of functions, data and thread-local variables.
 *
 * <p>What is colocated is reached relative to rip. Anything else lies anywhere: in position-independent code its address is in the object's global offset
 * table, and calls go through the procedure linkage table; in other code the address is part of the instruction.
 */
public abstract class X64Names extends X64Args {
    /** The settings that the code is made by. */
    final Settings settings;

    private final boolean isPic;
    private final List<ExternalName> symbols = new ArrayList<>();
    private final Map<ExternalName, Integer> numbers = new HashMap<>();

    X64Names(Settings settings) {
        this.settings = settings;
        this.isPic = settings.isOn(Setting.IS_PIC);
    }

    /** Starts a function. */
    final void beginNames() {
        symbols.clear();
        numbers.clear();
    }

    /** The external names by the numbers that relocations use. */
    final List<ExternalName> symbols() {
        return List.copyOf(symbols);
    }

    /** The number of an external name. */
    final int symbol(ExternalName name) {
        Integer known = numbers.putIfAbsent(name, symbols.size());
        if (known != null) {
            return known;
        }
        symbols.add(name);
        return symbols.size() - 1;
    }

    /** Whether a call instruction can name its target instead of taking its address from a register. */
    final boolean isDirect(boolean colocated) {
        return colocated || isPic;
    }

    /** Whether the call instruction of a library call can name its target. */
    final boolean isDirectLibcall() {
        return isDirect(settings.isOn(Setting.USE_COLOCATED_LIBCALLS));
    }

    /** Places the computation of the address of a name. */
    final int symbolAddress(ExternalName name, long addend, boolean colocated) {
        int dst = newGpr();
        if (!colocated && !isPic) {
            emitInst(new NameInsts.LoadAbsolute(dst, symbol(name), addend));
            return dst;
        }
        // Linkers refuse far offsets from symbols nearby; an entry of the table has none at all.
        boolean separate = addend != 0 && (!colocated || addend != (int) addend);
        emitInst(new NameInsts.LoadRelative(dst, symbol(name), separate ? 0 : (int) addend, !colocated));
        return separate ? plus(dst, addend) : dst;
    }

    /** Appends the computation of a symbol's address in a real register, in the prologue. */
    final void loadAddress(X64Emitter emitter, int real, GlobalValue.Symbol symbol) {
        int number = symbol(symbol.name());
        int dst = Reg.real(real);
        long offset = symbol.offset();
        if (!symbol.colocated() && !isPic) {
            new NameInsts.LoadAbsolute(dst, number, offset).emit(emitter);
            return;
        }
        if (offset != (int) offset) {
            throw new UnsupportedException("stack limit at a symbol with an offset of more than 32 bits");
        }
        new NameInsts.LoadRelative(dst, number, symbol.colocated() ? (int) offset : 0, !symbol.colocated())
                .emit(emitter);
        if (!symbol.colocated() && offset != 0) {
            emitter.rm(Ops.leaq_rm, real, emitter.at(real, (int) offset));
        }
    }

    /** Appends a call of a library routine in the prologue; changes r11 where it is not near. */
    final void callInPrologue(X64Emitter emitter, ExternalName name) {
        if (isDirectLibcall()) {
            Encoder.callSymbol(emitter.buffer, emitter.callReloc, symbol(name), 0);
        } else {
            new NameInsts.LoadAbsolute(Reg.real(X64Regs.R11), symbol(name), 0).emit(emitter);
            Encoder.emit(emitter.buffer, Ops.callq_m, X64Regs.R11, -1, -1, -1, null, 0);
        }
    }

    private int plus(int reg, long addend) {
        int dst = newGpr();
        if (addend == (int) addend) {
            emitInst(new RowInst(Ops.leaq_rm).def(0, dst).mem(Amode.base(reg, (int) addend, Amode.NO_TRAP)));
        } else {
            int constant = newGpr();
            emitInst(new RowInst(Ops.movq_ri64).def(0, constant).imm(addend));
            emitInst(new RowInst(Ops.addq_rm).use(0, constant).def(0, dst).use(1, reg));
        }
        return dst;
    }

    public final int funcAddr(int func) {
        ExtFunc target = function().extFuncs.get(func);
        return symbolAddress(target.name(), 0, target.colocated());
    }

    /** The address of a symbol that a global value names. */
    public final int symbolValue(int globalValue) {
        GlobalValue.Symbol symbol = symbolOf(globalValue);
        if (symbol.tls()) {
            throw new UnsupportedException("symbol_value of a thread-local variable: tls_value gives its address");
        }
        return symbolAddress(symbol.name(), symbol.offset(), symbol.colocated());
    }

    /** The address of the running thread's copy of a variable, by the model that the settings choose. */
    public final int tlsValue(int globalValue) {
        GlobalValue.Symbol symbol = symbolOf(globalValue);
        if (!symbol.tls()) {
            throw new UnsupportedException("tls_value of a symbol that is not thread-local");
        }
        frame.addCall(0, 0);
        int dst = newGpr();
        int number = symbol(symbol.name());
        switch (settings.tlsModel()) {
            case NONE -> throw new UnsupportedException("tls_value with tls_model=none");
            case ELF_GD ->
                emitInst(new TlsInsts.ElfGeneralDynamic(
                        dst, number, symbol(new ExternalName.Library(LibCall.ELF_TLS_GET_ADDR))));
            case MACHO -> emitInst(new TlsInsts.MachO(dst, number));
            case COFF ->
                emitInst(new TlsInsts.Coff(dst, newGpr(), number, symbol(ExternalName.KnownSymbol.COFF_TLS_INDEX)));
        }
        return symbol.offset() == 0 ? dst : plus(dst, symbol.offset());
    }

    private GlobalValue.Symbol symbolOf(int globalValue) {
        if (function().globalValues.get(globalValue) instanceof GlobalValue.Symbol symbol) {
            return symbol;
        }
        throw new UnsupportedException("address of a global value that is no symbol");
    }
}
