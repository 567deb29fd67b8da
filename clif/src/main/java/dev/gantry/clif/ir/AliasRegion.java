package dev.gantry.clif.ir;

/**
 * A part of memory disjoint from every other region.
 *
 * @param userId the client's number for it, unsigned, unique in the function
 * @param description for readers
 */
public record AliasRegion(int userId, String description) {}
