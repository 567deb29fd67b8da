package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which calling conventions may be used, and what they can carry. Immutable.
 *
 * @param byConvention what each of them carries; a convention that is not there is not used
 */
public record Conventions(Map<CallConv, Carries> byConvention) {
    /**
     * What a convention carries.
     *
     * @param params types of parameters
     * @param results types of results
     * @param maxResults how many results
     */
    public record Carries(List<Type> params, List<Type> results, int maxResults) {
        public Carries {
            params = List.copyOf(params);
            results = List.copyOf(results);
        }
    }

    public Conventions {
        byConvention = Map.copyOf(byConvention);
    }

    CallConv pick(Random random) {
        CallConv[] wished = {
            CallConv.FAST,
            CallConv.FAST,
            CallConv.TAIL,
            CallConv.TAIL,
            CallConv.SYSTEM_V,
            CallConv.SYSTEM_V,
            CallConv.WINDOWS_FASTCALL,
            CallConv.WINCH,
            CallConv.PRESERVE_ALL
        };
        CallConv convention = wished[random.nextInt(wished.length)];
        return byConvention.containsKey(convention) ? convention : CallConv.FAST;
    }

    private Carries carries(CallConv convention) {
        Carries carries = byConvention.get(convention);
        if (carries == null) {
            throw new IllegalArgumentException("convention not to be used: " + convention);
        }
        return carries;
    }

    List<AbiParam> params(CallConv convention, int count, Random random) {
        return some(carries(convention).params(), count, convention, random);
    }

    List<AbiParam> results(CallConv convention, int count, Random random) {
        Carries carries = carries(convention);
        return some(carries.results(), Math.min(count, carries.maxResults()), convention, random);
    }

    private static List<AbiParam> some(List<Type> types, int count, CallConv convention, Random random) {
        List<AbiParam> params = new ArrayList<>();
        // Few types in one list, so that several go the same way.
        int kinds = 1 + random.nextInt(5);
        int from = random.nextInt(Math.max(1, types.size()));
        for (int i = 0; i < count && !types.isEmpty(); i++) {
            Type type = random.nextInt(4) == 0
                    ? types.get(random.nextInt(types.size()))
                    : types.get((from + 7 * random.nextInt(kinds)) % types.size());
            boolean extend = type.isInt() && type.bits() < 64 && random.nextInt(6) == 0;
            params.add(
                    extend && convention != CallConv.PRESERVE_ALL
                            ? AbiParam.of(
                                    type, random.nextBoolean() ? AbiParam.Extension.UEXT : AbiParam.Extension.SEXT)
                            : AbiParam.of(type));
        }
        return params;
    }
}
