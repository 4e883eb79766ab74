// Networks have members with types of this assembly: an assembly with networks is CLS-compliant only if this one is.
[assembly: CLSCompliant(true)]
