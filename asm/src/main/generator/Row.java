import java.util.List;

/** One row of the table. */
record Row(String name, String notation, String operandText, int feature, String text, List<Operand> operands, long encoding) {}
