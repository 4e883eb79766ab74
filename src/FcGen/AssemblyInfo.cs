// Networks have members with types of this assembly, so that an assembly with networks is CLS-compliant only if this one is.
[assembly: CLSCompliant(true)]
